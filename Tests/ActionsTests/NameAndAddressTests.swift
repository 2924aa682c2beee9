import Testing

@testable import Actions

/// Names and street addresses as keyboards leave them and as they are written.
struct NameAndAddressTests {
    @Test(arguments: [
        ("MATTI MEIKÄLÄINEN", "Matti Meikäläinen"), ("matti meikäläinen", "Matti Meikäläinen"), ("Matti MEIKÄLÄINEN", "Matti Meikäläinen"),
        ("  Matti \u{A0} Meikäläinen ", "Matti Meikäläinen"), ("ANNA-MAIJA", "Anna-Maija"), ("anna-maija", "Anna-Maija"),
        ("öhman", "Öhman"), ("ÅKE ÄSTRÖM", "Åke Äström"), ("VON WRIGHT", "von Wright"),
        ("carl gustaf mannerheim", "Carl Gustaf Mannerheim"),
        ("AF URSIN", "af Ursin"), ("LUDWIG VAN DER ROHE", "Ludwig van der Rohe"), ("JUANA DE LA CRUZ", "Juana de la Cruz"), ("VON", "Von"),
        ("O'BRIEN", "O'Brien"), ("o’brien", "O’Brien"), ("MCDONALD", "McDonald"), ("MACDONALD", "MacDonald"), ("MACRON", "Macron"),
        ("MACKEVIČIUS", "Mackevičius"), ("McDonald", "McDonald"), ("deVille", "deVille"), ("J. R. R.", "J. R. R."), ("j.r.", "J.R."),
        ("KAARLE XII", "Kaarle XII"), ("KAARLE II", "Kaarle II"), ("Me\u{308}ki", "Mëki"), ("x", "X"), ("LE PEN", "Le Pen"),
    ]) func names(text: String, name: String) {
        #expect(PersonalName.normalized(text) == name)
        #expect(PersonalName.normalized(name) == name)
    }

    @Test(arguments: [
        ("Mannerheimintie 12 a 3", "Mannerheimintie 12 A 3"), ("MANNERHEIMINTIE 12 A 3", "Mannerheimintie 12 A 3"),
        ("mannerheimintie  12 a3", "Mannerheimintie 12 A 3"), ("mannerheimintie 12a3", "Mannerheimintie 12 A 3"),
        ("mannerheimintie 12a", "Mannerheimintie 12a"), ("Itäinen Pitkäkatu 4 b 12", "Itäinen Pitkäkatu 4 B 12"),
        ("PAAVO NURMEN TIE 1 AS 5", "Paavo Nurmen tie 1 as. 5"), ("Urho Kekkosen Katu 2", "Urho Kekkosen Katu 2"),
        ("URHO KEKKOSEN KATU 2 C 14", "Urho Kekkosen katu 2 C 14"), ("pl 123", "PL 123"), ("PL 123", "PL 123"),
        ("kuja 3 , a 1", "Kuja 3, A 1"), ("Kuja 3 as.5", "Kuja 3 as. 5"), ("STORA ROBERTSGATAN 4 BST 2", "Stora Robertsgatan 4 bst 2"),
        ("Aleksis Kiven katu 10–12", "Aleksis Kiven katu 10–12"), ("c/o virtanen kuja 1", "c/o Virtanen kuja 1"),
    ]) func addresses(text: String, address: String) {
        #expect(StreetAddress.normalized(text) == address)
        #expect(StreetAddress.normalized(address) == address)
    }
}
