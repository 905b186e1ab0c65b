namespace Weir.Engine.Syntax.Dialects;

/// <summary>
/// Functions in the words of a dialect: one row a function and number of arguments. A template has <c>{0}</c>, <c>{1}</c>... for the arguments.
/// Where a dialect has nothing that gives the same results the row is empty, and the call is refused.
/// </summary>
internal static class DialectFunctions
{
    private const string Same = "=";

    // Name/arguments, then Spark, Trino, ClickHouse. "=" is the same name with the same arguments.
    // Spark: https://spark.apache.org/docs/latest/api/sql/ · Trino: https://trino.io/docs/current/functions.html
    // ClickHouse: https://clickhouse.com/docs/sql-reference/functions
    private static readonly Dictionary<string, string[]> Rows = new(StringComparer.OrdinalIgnoreCase)
    {
        ["abs/1"] = [Same, Same, Same],
        ["ceil/1"] = [Same, Same, Same],
        ["ceiling/1"] = ["ceil({0})", "ceil({0})", "ceil({0})"],
        ["floor/1"] = [Same, Same, Same],
        ["sqrt/1"] = [Same, Same, Same],
        ["exp/1"] = [Same, Same, Same],
        ["ln/1"] = [Same, Same, "log({0})"],
        ["log10/1"] = [Same, Same, Same],
        ["log2/1"] = [Same, Same, Same],
        ["pow/2"] = ["power({0}, {1})", "power({0}, {1})", "pow({0}, {1})"],
        ["power/2"] = [Same, Same, "pow({0}, {1})"],
        ["^/2"] = ["power({0}, {1})", "power({0}, {1})", "pow({0}, {1})"],
        ["**/2"] = ["power({0}, {1})", "power({0}, {1})", "pow({0}, {1})"],
        ["sign/1"] = [Same, Same, Same],
        ["sin/1"] = [Same, Same, Same],
        ["cos/1"] = [Same, Same, Same],
        // ClickHouse rounds halves of Float64 to the even neighbour.
        ["round/1"] = [Same, Same, ""],
        ["round/2"] = [Same, Same, ""],
        ["mod/2"] = ["({0} % {1})", "({0} % {1})", "({0} % {1})"],
        // Of whole numbers alone. A division by zero is NULL to the engine and an error to the others.
        ["///2"] = ["({0} div {1})", "({0} / {1})", "intDiv({0}, {1})"],
        ["divide/2"] = ["({0} div {1})", "({0} / {1})", "intDiv({0}, {1})"],
        ["lower/1"] = [Same, Same, "lowerUTF8({0})"],
        ["upper/1"] = [Same, Same, "upperUTF8({0})"],
        ["length/1"] = [Same, Same, "lengthUTF8({0})"],
        ["strlen/1"] = ["octet_length({0})", "length(to_utf8({0}))", "length({0})"],
        ["reverse/1"] = [Same, Same, "reverseUTF8({0})"],
        // The engine trims blanks, and Trino all white space unless it is told.
        ["trim/1"] = ["trim(BOTH ' ' FROM {0})", "trim(BOTH ' ' FROM {0})", "trim(BOTH ' ' FROM {0})"],
        ["ltrim/1"] = ["trim(LEADING ' ' FROM {0})", "trim(LEADING ' ' FROM {0})", "trim(LEADING ' ' FROM {0})"],
        ["rtrim/1"] = ["trim(TRAILING ' ' FROM {0})", "trim(TRAILING ' ' FROM {0})", "trim(TRAILING ' ' FROM {0})"],
        ["replace/3"] = [Same, Same, "replaceAll({0}, {1}, {2})"],
        // Trino has NULL where there are fewer parts.
        ["split_part/3"] = [Same, "CASE WHEN {0} IS NOT NULL THEN coalesce(split_part({0}, {1}, {2}), '') END", ""],
        ["contains/2"] = [Same, "(strpos({0}, {1}) > 0)", "(positionUTF8({0}, {1}) > 0)"],
        ["starts_with/2"] = ["startswith({0}, {1})", Same, "startsWith({0}, {1})"],
        ["^@/2"] = ["startswith({0}, {1})", "starts_with({0}, {1})", "startsWith({0}, {1})"],
        ["ends_with/2"] = ["endswith({0}, {1})", "", "endsWith({0}, {1})"],
        ["suffix/2"] = ["endswith({0}, {1})", "", "endsWith({0}, {1})"],
        ["prefix/2"] = ["startswith({0}, {1})", "starts_with({0}, {1})", "startsWith({0}, {1})"],
        ["strpos/2"] = ["instr({0}, {1})", Same, "positionUTF8({0}, {1})"],
        ["instr/2"] = [Same, "strpos({0}, {1})", "positionUTF8({0}, {1})"],
        ["position/2"] = ["instr({0}, {1})", "strpos({0}, {1})", "positionUTF8({0}, {1})"],
        ["md5/1"] = [Same, "lower(to_hex(md5(to_utf8({0}))))", "lower(hex(MD5({0})))"],
        ["nullif/2"] = [Same, Same, "nullIf({0}, {1})"],
        ["ifnull/2"] = ["coalesce({0}, {1})", "coalesce({0}, {1})", "coalesce({0}, {1})"],
        // The engine leaves NULLs out here, and Trino does not.
        ["greatest/2"] = [Same, "", Same],
        ["least/2"] = [Same, "", Same],
        ["||/2"] = ["({0} || {1})", "({0} || {1})", "({0} || {1})"],
        ["&/2"] = ["({0} & {1})", "bitwise_and({0}, {1})", "bitAnd({0}, {1})"],
        ["|/2"] = ["({0} | {1})", "bitwise_or({0}, {1})", "bitOr({0}, {1})"],
        ["xor/2"] = ["({0} ^ {1})", "bitwise_xor({0}, {1})", "bitXor({0}, {1})"],
        ["year/1"] = [Same, Same, "toYear({0})"],
        ["month/1"] = [Same, Same, "toMonth({0})"],
        ["day/1"] = [Same, Same, "toDayOfMonth({0})"],
        ["hour/1"] = [Same, Same, "toHour({0})"],
        ["minute/1"] = [Same, Same, "toMinute({0})"],
        ["date_trunc/2"] = [Same, Same, "dateTrunc({0}, {1})"],
        // The engine counts boundaries, and Spark and Trino whole units.
        ["date_diff/3"] = ["", "", "dateDiff({0}, {1}, {2})"],
        ["datediff/3"] = ["", "", "dateDiff({0}, {1}, {2})"],
        ["now/0"] = [Same, Same, "now64(6)"],
        ["array_length/1"] = ["size({0})", "cardinality({0})", "length({0})"],
        // Where a list has NULLs, contains of Spark and Trino does not say that something is not in it.
        ["list_contains/2"] = ["(array_position({0}, {1}) > 0)", "(array_position({0}, {1}) > 0)", "has({0}, {1})"],
        ["array_contains/2"] = ["(array_position({0}, {1}) > 0)", "(array_position({0}, {1}) > 0)", "has({0}, {1})"],
        ["list_has/2"] = ["(array_position({0}, {1}) > 0)", "(array_position({0}, {1}) > 0)", "has({0}, {1})"],
        ["list_transform/2"] = ["transform({0}, {1})", "transform({0}, {1})", "arrayMap({1}, {0})"],
        ["list_apply/2"] = ["transform({0}, {1})", "transform({0}, {1})", "arrayMap({1}, {0})"],
        ["array_transform/2"] = ["transform({0}, {1})", "transform({0}, {1})", "arrayMap({1}, {0})"],
        ["list_filter/2"] = ["filter({0}, {1})", "filter({0}, {1})", "arrayFilter({1}, {0})"],
        ["array_filter/2"] = ["filter({0}, {1})", "filter({0}, {1})", "arrayFilter({1}, {0})"],
        // The mean of decimals is a DOUBLE to the engine. Over no rows, aggregates of ClickHouse give 0 where the engine gives NULL.
        ["count/0"] = ["count(*)", "count(*)", "count(*)"],
        ["count/1"] = [Same, Same, Same],
        ["count_star/0"] = ["count(*)", "count(*)", "count(*)"],
        ["sum/1"] = [Same, Same, "sumOrNull({0})"],
        ["min/1"] = [Same, Same, "minOrNull({0})"],
        ["max/1"] = [Same, Same, "maxOrNull({0})"],
        ["avg/1"] = ["avg(CAST({0} AS DOUBLE))", "avg(CAST({0} AS DOUBLE))", "avgOrNull({0})"],
        ["mean/1"] = ["avg(CAST({0} AS DOUBLE))", "avg(CAST({0} AS DOUBLE))", "avgOrNull({0})"],
        ["any_value/1"] = ["", Same, "anyOrNull({0})"],
        ["stddev/1"] = ["stddev_samp({0})", "stddev_samp({0})", ""],
        ["stddev_samp/1"] = [Same, Same, ""],
        ["var_samp/1"] = [Same, Same, ""],
        ["variance/1"] = ["var_samp({0})", "var_samp({0})", ""],
        ["bool_and/1"] = [Same, Same, ""],
        ["bool_or/1"] = [Same, Same, ""],
        ["max_by/2"] = [Same, Same, ""],
        ["min_by/2"] = [Same, Same, ""],
        ["arg_max/2"] = ["max_by({0}, {1})", "max_by({0}, {1})", ""],
        ["arg_min/2"] = ["min_by({0}, {1})", "min_by({0}, {1})", ""],
        ["median/1"] = [Same, "", ""],
        // Lists of Spark and ClickHouse leave NULLs out.
        ["list/1"] = ["", "array_agg({0})", ""],
        ["array_agg/1"] = ["", Same, ""],
        ["string_agg/2"] = ["listagg({0}, {1})", "", ""],
        ["row_number/0"] = [Same, Same, Same],
        ["rank/0"] = [Same, Same, Same],
        ["dense_rank/0"] = [Same, Same, Same],
        ["percent_rank/0"] = [Same, Same, Same],
        ["cume_dist/0"] = [Same, Same, Same],
        ["ntile/1"] = [Same, Same, Same],
        ["lag/1"] = [Same, Same, ""],
        ["lag/2"] = [Same, Same, ""],
        ["lag/3"] = [Same, Same, ""],
        ["lead/1"] = [Same, Same, ""],
        ["lead/2"] = [Same, Same, ""],
        ["lead/3"] = [Same, Same, ""],
        // ClickHouse passes over NULLs here.
        ["first_value/1"] = [Same, Same, ""],
        ["last_value/1"] = [Same, Same, ""],
        ["nth_value/2"] = [Same, Same, ""],
    };

    private static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase)
    {
        "count", "count_star", "sum", "min", "max", "avg", "mean", "any_value", "stddev", "stddev_samp", "var_samp", "variance", "bool_and", "bool_or",
        "max_by", "min_by", "arg_max", "arg_min", "median", "list", "array_agg", "string_agg",
    };

    /// <summary>Whether a function of the table is an aggregate.</summary>
    public static bool IsAggregate(string name) => Aggregates.Contains(name);

    /// <summary>Whether the engine leaves rows out of an aggregate whose first argument is NULL, and dialects do not.</summary>
    public static bool LeavesNullsOut(string name) => name is "max_by" or "min_by" or "arg_max" or "arg_min";

    /// <summary>The template of a call; null when the dialect has nothing that gives the same results.</summary>
    /// <param name="name">The function.</param>
    /// <param name="arguments">How many arguments the call has.</param>
    /// <param name="dialect">The dialect.</param>
    public static string? Template(string name, int arguments, DialectKind dialect)
    {
        if (!Rows.TryGetValue($"{name}/{arguments}", out string[]? row) || row[(int)dialect] is not { Length: > 0 } template)
            return null;
        return template == Same ? $"{name.ToLowerInvariant()}({string.Join(", ", Enumerable.Range(0, arguments).Select(place => $"{{{place}}}"))})" : template;
    }
}
