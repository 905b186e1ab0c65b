namespace Weir.Diagnostics;

/// <summary>Errors of interval_align (WEIR330x).</summary>
internal static class IntervalErrors
{
    private static readonly ErrorCode OptionUnknownCode = new(
        "WEIR3300", "IntervalOptionUnknown",
        "A call of interval_align has an option that there is not.",
        "Use one of the options that the error lists.");

    private static readonly ErrorCode OptionInvalidCode = new(
        "WEIR3301", "IntervalOptionInvalid",
        "An option of interval_align has a value that it cannot have.",
        "Give one of the values that the error lists, as a literal.");

    private static readonly ErrorCode OperandCode = new(
        "WEIR3302", "IntervalOperandInvalid",
        "A call of interval_align does not name its two tables.",
        "Give two tables by name, or two queries in parentheses: interval_align(left_table, right_table, mode := 'CONTAINED_BEST').");

    private static readonly ErrorCode ColumnCode = new(
        "WEIR3303", "IntervalColumnInvalid",
        "An option of interval_align names a column that is not there, or a name that two columns of the result would have.",
        "Name columns as the tables have them; choose other names for the result by match_kind_col, match_score_col and right_suffix.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [OptionUnknownCode, OptionInvalidCode, OperandCode, ColumnCode];

    public static WeirException OptionUnknown(string option, IEnumerable<string> known, string place) =>
        Make(OptionUnknownCode, $"interval_align has no option '{option}'{place}; its options are {string.Join(", ", known)}.", ("option", option));

    public static WeirException OptionInvalid(string option, string found, string expected, string place) =>
        Make(OptionInvalidCode, $"the option {option} of interval_align is {found}, expected is {expected}{place}", ("option", option));

    public static WeirException Operand(string problem, string place) =>
        Make(OperandCode, $"{problem}, in a call of interval_align. {OperandCode.Remedy}{place}");

    public static WeirException ColumnMissing(string option, string column, string side, IEnumerable<string> columns) =>
        Make(ColumnCode,
            $"the option {option} of interval_align names the column '{column}', which {side} does not have; there are {string.Join(", ", columns)}.",
            ("option", option), ("column", column));

    public static WeirException ColumnTwice(string column) =>
        Make(ColumnCode, $"the result of interval_align would have two columns '{column}'. {ColumnCode.Remedy}", ("column", column));

    private static WeirException Make(ErrorCode code, string message, params (string Name, string Value)[] details) =>
        new(code.Id, message) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal) };
}
