#!/usr/bin/env python3
"""Prints a mail as its reader sees it: who, what about, the text, and what is attached."""
import email
import email.policy
import sys

mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
for name in ("From", "To", "Subject"):
    print(f"{name}: {mail[name]}")
print()
print(mail.get_body(("plain",)).get_content().rstrip())
for part in mail.iter_attachments():
    print(f"[{part.get_filename()}, {len(part.get_content())} bytes]")
