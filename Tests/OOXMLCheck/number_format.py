"""The grammar of number formats as far as Excel refuses a workbook for it (ECMA-376 part 1, section 18.8.31)."""
from references import utf16_length


def format_problem(code):
    """Why a format code is not one, or None."""
    if not code:
        return "is empty"
    if utf16_length(code) > 255:
        return "is longer than 255 characters"
    sections, position = 1, 0
    while position < len(code):
        character = code[position]
        if character in "\\_*":
            # The next character is shown, skipped over, or repeated.
            position += 2
            if position > len(code):
                return f"ends with {character}"
            continue
        if character in "\"[":
            position = code.find("\"" if character == "\"" else "]", position + 1)
            if position < 0:
                return "has a quote or a bracket that is not closed"
        elif character == "]":
            return "has a bracket that is not opened"
        elif character == ";":
            sections += 1
        position += 1
    return "has more than four sections" if sections > 4 else None
