namespace Weir.Diagnostics;

/// <summary>Errors of declaring tables: DDL, names, types, contracts of columns (WEIR805x, WEIR806x).</summary>
internal static class CatalogErrors
{
    private static readonly ErrorCode SyntaxCode = new(
        "WEIR8050", "CatalogSyntax",
        "A statement that declares or drops a table, view or schema cannot be read.",
        "Write it as docs/catalog.md shows.");

    private static readonly ErrorCode SchemaUnknownCode = new(
        "WEIR8051", "SchemaUnknown",
        "A catalog or schema is named that the session does not have.",
        "Make it with CREATE SCHEMA or SessionCatalog.CreateSchema, or name one that is there.");

    private static readonly ErrorCode NameTakenCode = new(
        "WEIR8052", "CatalogNameTaken",
        "A table, view or schema is to be made under a name that is taken.",
        "Choose another name, or write OR REPLACE or IF NOT EXISTS.");

    private static readonly ErrorCode NotHonouredCode = new(
        "WEIR8053", "DeclarationNotHonoured",
        "A dataset is declared with something that its format cannot honour.",
        "Leave out what the message names, or choose a format that has it.");

    private static readonly ErrorCode ColumnIncompatibleCode = new(
        "WEIR8054", "ColumnIncompatible",
        "The columns of a dataset's files do not fit the columns that were declared for it, under the evolution that was chosen.",
        "Declare what the files have, or choose an evolution that covers the difference.");

    private static readonly ErrorCode TypeInvalidCode = new(
        "WEIR8055", "ColumnTypeInvalid",
        "A type of a column is none that SQL has.",
        "Write a type as DESCRIBE shows it, for example BIGINT, DECIMAL(10,2), VARCHAR[] or STRUCT(a INTEGER).");

    private static readonly ErrorCode ExpressionInvalidCode = new(
        "WEIR8056", "ConstraintInvalid",
        "A constraint or default of a dataset is none.",
        "A default is one literal; a check is one expression over the dataset's columns with functions that always give the same; keys name columns.");

    private static readonly ErrorCode StreamUsedCode = new(
        "WEIR8057", "StreamUsed",
        "A table over a stream that can be read once was read a second time.",
        "Register a factory that opens a stream for each reading, or write the rows into a table first.");

    private static readonly ErrorCode ContractBrokenCode = new(
        "WEIR8058", "ContractBroken",
        "Rows break a constraint that their dataset declares and enforces.",
        "Correct the rows, or the constraint; nothing was written.");

    private static readonly ErrorCode TemplateInvalidCode = new(
        "WEIR8059", "TemplateInvalid",
        "A dataset template cannot be used as it was asked for.",
        "Give each {name} of the template's path a value, and name a template that the session has.");

    private static readonly ErrorCode TooManyTablesCode = new(
        "WEIR8060", "TooManyTables",
        "A folder that is to be loaded as a schema has more entries than the load allows.",
        "Raise CatalogFolder.TablesMax, or name a folder further in.");

    private static readonly ErrorCode SchemaNotEmptyCode = new(
        "WEIR8061", "SchemaNotEmpty",
        "A schema that is to be dropped has tables, or is the current one.",
        "Write CASCADE to drop its tables with it; name another schema with USE first.");

    private static readonly ErrorCode SchemaFixedCode = new(
        "WEIR8062", "SchemaFixed",
        "The policy of a session names tables, and another schema is to be the current one.",
        "Name tables of other schemas with their schemas; plain names keep the meaning that the policy gives them.");

    private static readonly ErrorCode StreamFailedCode = new(
        "WEIR8063", "StreamFailed",
        "The program's own stream behind a table failed, or the program gave none.",
        "Mend the factory or stream that was registered for the table; the message has its words.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        SyntaxCode, SchemaUnknownCode, NameTakenCode, NotHonouredCode, ColumnIncompatibleCode, TypeInvalidCode, ExpressionInvalidCode,
        StreamUsedCode, ContractBrokenCode, TemplateInvalidCode, TooManyTablesCode, SchemaNotEmptyCode, SchemaFixedCode, StreamFailedCode,
    ];

    public static WeirException Syntax(int line, int column, string found, string expected) =>
        Make(SyntaxCode, $"line {line}, column {column}: {found} was found where {expected} was expected. {SyntaxCode.Remedy}", null,
            ("line", $"{line}"), ("column", $"{column}"));

    public static WeirException SchemaUnknown(string name, IEnumerable<string> known) =>
        Make(SchemaUnknownCode, $"there is no schema {name}; the session has {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}. {SchemaUnknownCode.Remedy}", null, ("schema", name));

    public static WeirException NameTaken(string name) =>
        Make(NameTakenCode, $"{name} is there already. {NameTakenCode.Remedy}", null, ("table", name));

    public static WeirException NotHonoured(string path, string format, string what) =>
        Make(NotHonouredCode, $"'{path}' is read as {format}, and {what}. {NotHonouredCode.Remedy}", null, ("path", path));

    public static WeirException ColumnIncompatible(string path, string column, string problem, string mend) =>
        Make(ColumnIncompatibleCode, $"'{path}': the column '{column}' {problem}; {mend}.", null, ("path", path), ("column", column));

    public static WeirException TypeInvalid(string type, string problem) =>
        Make(TypeInvalidCode, $"the type '{type}' cannot be read: {problem}. {TypeInvalidCode.Remedy}", null, ("type", type));

    public static WeirException ExpressionInvalid(string path, string what, string problem, Exception? cause = null) =>
        Make(ExpressionInvalidCode, $"'{path}': {what} {problem}. {ExpressionInvalidCode.Remedy}", cause, ("path", path));

    public static WeirException StreamUsed(string table) =>
        Make(StreamUsedCode, $"the stream of the table {table} was read before, and it can be read once. {StreamUsedCode.Remedy}", null, ("table", table));

    public static WeirException StreamFailed(string table, string problem, Exception cause) =>
        Make(StreamFailedCode, Caused.By($"the stream of the table {table} {problem}", cause), cause, ("table", table));

    public static WeirException StreamMissing(string table) =>
        Make(StreamFailedCode, $"the factory of the table {table} answered null, and a stream was expected. {StreamFailedCode.Remedy}", null, ("table", table));

    public static WeirException ContractBroken(string path, string broken, Exception cause) =>
        Make(ContractBrokenCode, $"a row for '{path}' breaks {broken}. {ContractBrokenCode.Remedy}", cause, ("path", path), ("constraint", broken));

    public static WeirException TemplateInvalid(string template, string problem) =>
        Make(TemplateInvalidCode, $"the template '{template}' {problem}. {TemplateInvalidCode.Remedy}", null, ("template", template));

    public static WeirException TooManyTables(string folder, int found, int max) =>
        Make(TooManyTablesCode, $"'{folder}' has {found} entries, and {max} are allowed. {TooManyTablesCode.Remedy}", null, ("path", folder));

    public static WeirException SchemaNotEmpty(string name, string why) =>
        Make(SchemaNotEmptyCode, $"the schema {name} {why}.", null, ("schema", name));

    public static WeirException SchemaFixed(string name) =>
        Make(SchemaFixedCode, $"the schema {name} cannot be the current one. {SchemaFixedCode.Remedy}", null, ("schema", name));

    private static WeirException Make(ErrorCode code, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal) };
}
