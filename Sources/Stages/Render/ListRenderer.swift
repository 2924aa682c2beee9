package import Localization
package import Model
package import Tabular

/// Renders customer lists in all of their formats, each list from one pass over its rows.
package struct ListRenderer: Sendable {
    let localizer: Localizer
    /// The zone in which times are shown.
    let calendar: LocalCalendar
    /// The moment that the files bear as that of their making.
    let created: Instant
    /// What makes the lists; nil where no schedule does.
    let schedule: LocalizedText?
    /// How reports look; the logo by its path.
    let look: ReportLook

    /// - Parameters:
    ///   - localizer: of the recipients' language.
    package init(
        localizer: Localizer, calendar: LocalCalendar, created: Instant, schedule: LocalizedText? = nil,
        look: ReportLook = ReportLook()
    ) {
        self.localizer = localizer
        self.calendar = calendar
        self.created = created
        self.schedule = schedule
        self.look = look
    }

    /// Writes the files of `lists` into `folder`: one for each list and format, but one workbook for all where that is asked for.
    ///
    /// Lists without rows are left out, save those that are sent all the same.
    ///
    /// - Parameters:
    ///   - label: what the lists are called together.
    /// - Throws: what the formats, the file system and the rows throw; files that are not finished are for the caller to remove with
    ///   the folder.
    package func render(
        _ lists: [ListSource], label: LocalizedText, workbook: DeliverListTask.Workbook = .each, into folder: String
    ) throws -> Rendering {
        var job = RenderJob(self, label: label, folder: folder, sharesWorkbook: workbook == .one && lists.count > 1)
        var rowCounts: [Int] = []
        for list in lists {
            rowCounts.append(try job.render(list))
        }
        let asksForNotice = zip(lists, rowCounts).contains { $1 == 0 && $0.list.design.whenEmpty == .notice }
        return Rendering(files: try job.finish(), rowCounts: rowCounts, asksForNotice: asksForNotice)
    }

    /// The names of the columns that say what became of a row.
    func changeColumns() -> [RenderColumn] {
        [
            RenderColumn(telling: "change", localizer.text(.listChange)),
            RenderColumn(telling: "changed_fields", localizer.text(.listChangedFields)),
        ]
    }

    /// The columns of a list, those that tell changes before the others.
    func columns(of source: ListSource) -> [RenderColumn] {
        let shown = zip(source.columns, source.list.design.columns).map { RenderColumn($0, $1, localizer.language) }
        return (source.tellsChanges ? changeColumns() : []) + shown
    }
}
