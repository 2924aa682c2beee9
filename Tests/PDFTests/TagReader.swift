import TestSupport

/// A program that follows every tag of a document to its content and back, on top of pikepdf.
enum TagReader {
    /// How many elements and marks the document at `path` has.
    ///
    /// - Throws: `Tool.Failure` where an element's parent, a mark's element or a link's element is another than it says, content is not
    ///   marked at all, or a row has fewer cells than the first.
    static func check(_ path: String) throws -> String {
        try Tool.run(Tool.python, ["-c", script, path])
    }

    private static let script = """
        import pikepdf, sys
        document = pikepdf.open(sys.argv[1])
        root = document.Root.StructTreeRoot
        parents, contents, elements = {}, {}, set()
        def read(node):
            for kid in node.get('/Kids', []): read(kid)
            numbers = list(node.get('/Nums', []))
            for key, value in zip(numbers[::2], numbers[1::2]): parents[int(key)] = value
        read(root.ParentTree)
        assert sorted(parents) == list(range(int(root.ParentTreeNextKey)))
        def kids(element):
            if '/K' not in element: return []
            return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
        def span(cell):
            return int(cell.get('/A', {}).get('/ColSpan', 1))
        def follow(element, parent):
            assert element.P.objgen == parent.objgen and element.objgen not in elements
            elements.add(element.objgen)
            if element.S == '/TR': widths.add(sum(span(cell) for cell in kids(element)))
            for kid in kids(element):
                if isinstance(kid, int): contents[element.Pg.objgen, int(kid)] = element
                elif kid.get('/Type') == '/MCR': contents[kid.Pg.objgen, int(kid.MCID)] = element
                elif kid.get('/Type') == '/OBJR':
                    assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                    assert any(link.objgen == kid.Obj.objgen for link in kid.Pg.Annots)
                else: follow(kid, element)
        widths = set()
        follow(root.K, root)
        assert len(widths) <= 1, widths
        for page in document.pages:
            marks, open_tags = set(), []
            page_parents = parents[int(page.obj.StructParents)]
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ('BDC', 'BMC'):
                    open_tags.append(str(operands[0]))
                    if name == 'BDC' and '/MCID' in operands[1]:
                        mark = int(operands[1].MCID)
                        assert mark not in marks
                        marks.add(mark)
                        element = page_parents[mark]
                        assert contents[page.obj.objgen, mark].objgen == element.objgen and str(element.S) == open_tags[-1]
                elif name == 'EMC': open_tags.pop()
                elif name in ('TJ', 'f', 'S', 'Do'): assert open_tags
            assert not open_tags and len(marks) == len(page_parents)
        print(len(elements), len(contents))
        """
}
