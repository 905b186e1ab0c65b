namespace Weir.Diagnostics;

/// <summary>Errors of what is told about statements, and of relations that are built (WEIR403x and WEIR404x).</summary>
internal static class StatementErrors
{
    private static readonly ErrorCode NotQueryCode = new(
        "WEIR4030", "StatementNotQuery",
        "Something was asked about a text that is not exactly one query.",
        "Give one SELECT, VALUES, DESCRIBE or the like, without EXPLAIN before it.");

    private static readonly ErrorCode RelationCode = new(
        "WEIR4031", "RelationInvalid",
        "A relation that is built has a part that cannot be.",
        "Build it as the error says.");

    private static readonly ErrorCode DialectCode = new(
        "WEIR4032", "DialectUnsupported",
        "A query has a part that another dialect of SQL cannot say, or says with another meaning.",
        "Write the query without the part at the position that the error shows.");

    private static readonly ErrorCode PreparedCode = new(
        "WEIR4033", "PreparedQueryInvalid",
        "A prepared query was run with values that are not those of its parameters.",
        "Give a value for each of its parameters, under its name or in order.");

    private static readonly ErrorCode PreparedNameCode = new(
        "WEIR4034", "PreparedNameTaken",
        "A query was prepared under the name of another one.",
        "Choose another name, or forget the other query first.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [NotQueryCode, RelationCode, DialectCode, PreparedCode, PreparedNameCode];

    public static WeirException NotQuery(string sql, string what) =>
        Make(NotQueryCode, $"the text {what}. {NotQueryCode.Remedy}", ("statement", sql));

    public static WeirException RelationInvalid(string part, string what) => Make(RelationCode, $"{part} {what}.", ("part", part));

    public static WeirException Dialect(string dialect, string what, string remedy, string place) =>
        Make(DialectCode, $"{dialect} {what}. {remedy}{place}", ("dialect", dialect), ("construct", what));

    public static WeirException Prepared(string name, string what, string sql) =>
        Make(PreparedCode, $"the prepared query '{name}' {what}. {PreparedCode.Remedy}", ("name", name), ("statement", sql));

    public static WeirException PreparedNameTaken(string name) =>
        Make(PreparedNameCode, $"the session has a prepared query '{name}' already. {PreparedNameCode.Remedy}", ("name", name));

    private static WeirException Make(ErrorCode code, string message, params (string Key, string Value)[] details) =>
        new(code.Id, message) { Details = details.ToDictionary(detail => detail.Key, detail => detail.Value, StringComparer.Ordinal) };
}
