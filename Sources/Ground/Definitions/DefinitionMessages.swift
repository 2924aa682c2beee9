import Model

/// The texts of everything that can be wrong with a definition; Locales/ has them.
extension MessageKey {
    // YAML
    static let yamlAlias: MessageKey = "definition.yaml.alias"
    static let yamlBracket: MessageKey = "definition.yaml.bracket"
    static let yamlCharacter: MessageKey = "definition.yaml.character"
    static let yamlColon: MessageKey = "definition.yaml.colon"
    static let yamlColonMissing: MessageKey = "definition.yaml.colon-missing"
    static let yamlDocuments: MessageKey = "definition.yaml.documents"
    static let yamlIndentation: MessageKey = "definition.yaml.indentation"
    static let yamlKeyNotText: MessageKey = "definition.yaml.key-not-text"
    static let yamlQuote: MessageKey = "definition.yaml.quote"
    static let yamlQuotesNeeded: MessageKey = "definition.yaml.quotes-needed"
    static let yamlSyntax: MessageKey = "definition.yaml.syntax"
    static let yamlTab: MessageKey = "definition.yaml.tab"
    static let yamlTooLarge: MessageKey = "definition.yaml.too-large"

    // Files
    static let fileEmpty: MessageKey = "definition.file.empty"
    static let fileMap: MessageKey = "definition.file.map"
    static let fileMissing: MessageKey = "definition.file.missing"
    static let fileName: MessageKey = "definition.file.name"
    static let fileModuleName: MessageKey = "definition.file.module-name"
    static let fileModuleReserved: MessageKey = "definition.file.module-reserved"
    static let fileSameName: MessageKey = "definition.file.same-name"
    static let fileUnknown: MessageKey = "definition.file.unknown"
    static let unavailable: MessageKey = "definition.unavailable"

    // Keys and values
    static let keyDuplicate: MessageKey = "definition.key.duplicate"
    static let keyExcluded: MessageKey = "definition.key.excluded"
    static let keyForeign: MessageKey = "definition.key.foreign"
    static let keyMissing: MessageKey = "definition.key.missing"
    static let keyNeededFor: MessageKey = "definition.key.needed-for"
    static let keyNeeds: MessageKey = "definition.key.needs"
    static let keyOneNeededFor: MessageKey = "definition.key.one-needed-for"
    static let keyWrong: MessageKey = "definition.key.wrong"
    static let listCount: MessageKey = "definition.list.count"
    static let listEmpty: MessageKey = "definition.list.empty"
    static let listTwice: MessageKey = "definition.list.twice"
    static let tagSecond: MessageKey = "definition.tag.second"
    static let valueMissing: MessageKey = "definition.value.missing"
    static let valueRange: MessageKey = "definition.value.range"
    static let valueWrong: MessageKey = "definition.value.wrong"
    static let unknownAlone: MessageKey = "definition.unknown.alone"
    static let unknownAmong: MessageKey = "definition.unknown.among"
    static let unknownNear: MessageKey = "definition.unknown.near"

    // What can be unknown
    static let kindField: MessageKey = "definition.kind.field"
    static let kindFormula = DefinitionKind.formula.nameKey
    static let kindGroup: MessageKey = "definition.kind.group"
    static let kindKey: MessageKey = "definition.kind.key"
    static let kindModule = DefinitionKind.module.nameKey
    static let kindSchedule = DefinitionKind.schedule.nameKey
    static let kindSegment = DefinitionKind.segment.nameKey
    static let kindTask: MessageKey = "definition.kind.task"
    static let kindValue: MessageKey = "definition.kind.value"

    // What fits
    static let expectedAddress: MessageKey = "definition.expected.address"
    static let expectedAssignee: MessageKey = "definition.expected.assignee"
    static let expectedBoolean: MessageKey = "definition.expected.boolean"
    static let expectedChoice: MessageKey = "definition.expected.choice"
    static let expectedDate: MessageKey = "definition.expected.date"
    static let expectedDayOfMonth: MessageKey = "definition.expected.day-of-month"
    static let expectedDecimal: MessageKey = "definition.expected.decimal"
    static let expectedDue: MessageKey = "definition.expected.due"
    static let expectedFieldDate: MessageKey = "definition.expected.field-date"
    static let expectedFieldKey: MessageKey = "definition.expected.field-key"
    static let expectedFolder: MessageKey = "definition.expected.folder"
    static let expectedInstant: MessageKey = "definition.expected.instant"
    static let expectedInteger: MessageKey = "definition.expected.integer"
    static let expectedList: MessageKey = "definition.expected.list"
    static let expectedLocalized: MessageKey = "definition.expected.localized"
    static let expectedMap: MessageKey = "definition.expected.map"
    static let expectedName: MessageKey = "definition.expected.name"
    static let expectedPhone: MessageKey = "definition.expected.phone"
    static let expectedRecipient: MessageKey = "definition.expected.recipient"
    static let expectedRejectLimit: MessageKey = "definition.expected.reject-limit"
    static let expectedText: MessageKey = "definition.expected.text"
    static let expectedTime: MessageKey = "definition.expected.time"
    static let expectedURL: MessageKey = "definition.expected.url"
    static let expectedValue: MessageKey = "definition.expected.value"

    // Modules, sources and formulas
    static let moduleFieldTwice: MessageKey = "definition.module.field-twice"
    static let moduleFieldWord: MessageKey = "definition.module.field-word"
    static let moduleParentItself: MessageKey = "definition.module.parent-itself"
    static let moduleParentKey: MessageKey = "definition.module.parent-key"
    static let moduleParentType: MessageKey = "definition.module.parent-type"
    static let sourceFieldTwice: MessageKey = "definition.source.field-twice"
    static let sourceFolderShared: MessageKey = "definition.source.folder-shared"
    static let sourceUpsertKey: MessageKey = "definition.source.upsert-key"
    static let formulaKeyField: MessageKey = "definition.formula.key-field"
    static let formulaInactive: MessageKey = "definition.formula.inactive"
    static let formulaModule: MessageKey = "definition.formula.module"

    // Schedules
    static let taskActionDate: MessageKey = "definition.task.action-date"
    static let taskKeyField: MessageKey = "definition.task.key-field"
    static let taskRequiredField: MessageKey = "definition.task.required-field"
    static let taskNothingSet: MessageKey = "definition.task.nothing-set"
    static let taskPassword: MessageKey = "definition.task.password"
    static let taskPlaceholder: MessageKey = "definition.task.placeholder"
    static let taskPortal: MessageKey = "definition.task.portal"
    static let taskRefreshLate: MessageKey = "definition.task.refresh-late"
    static let timingEmpty: MessageKey = "definition.timing.empty"
    static let timingEnded: MessageKey = "definition.timing.ended"

    // Editing
    static let editFailed: MessageKey = "definition.edit.failed"
}
