using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.CodeFunctions;

/// <summary>Aggregates over groups and bounded frames against plain models in C#.</summary>
[Trait("Requirement", "R116")]
public sealed class AggregateModelTests(CodeFunctionsSession session) : IClassFixture<CodeFunctionsSession>
{
    private const int Cases = 20;

    private sealed record Row(int Group, string? Value, int? Key);

    private sealed record Sample(Row[] Rows, int Before, int After);

    [Theory]
    [InlineData("arg_max_det(v, k)")]
    [InlineData("asof_select(v, k)")]
    [InlineData("arg_min_det(v, k)")]
    [InlineData("any_value_det(v, k)")]
    [InlineData("list_unique_agg(v)")]
    [InlineData("list_unique_agg(v, true)")]
    [InlineData("collect_set(k)")]
    [InlineData("count_distinct_agg(v)")]
    [InlineData("count_distinct_agg(k, ignore_nulls := true)")]
    [InlineData("count_if_agg(k > 2)")]
    [InlineData("first_value_agg(v)")]
    [InlineData("last_value_agg(v, true)")]
    [InlineData("string_join_agg(v, k::VARCHAR)")]
    public void Bounded_frames_and_groups_agree_with_the_model(string call) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Samples().ToArbitrary(), sample =>
        {
            string table = "(VALUES " + string.Join(", ", sample.Rows.Select((row, i) =>
                $"({i}, {row.Group}, {(row.Value is null ? "NULL::VARCHAR" : $"'{row.Value}'")}, {row.Key?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL::INTEGER"})")) + ") AS t(i, g, v, k)";
            string frame = $"OVER (ORDER BY i ROWS BETWEEN {sample.Before} PRECEDING AND {sample.After} FOLLOWING)";
            string[] framed = [.. sample.Rows.Select((_, i) => Model(call, sample.Rows[Math.Max(0, i - sample.Before)..Math.Min(sample.Rows.Length, i + sample.After + 1)]))];
            Assert.Equal(framed, session.Rows($"SELECT {call} {frame} FROM {table} ORDER BY i"));
            string sorted = call.Contains("_value_agg", StringComparison.Ordinal) || call.StartsWith("string", StringComparison.Ordinal) ? call.Replace(")", " ORDER BY i)", StringComparison.Ordinal) : call;
            if (call.Contains("::", StringComparison.Ordinal))
                sorted = "string_join_agg(v, k::VARCHAR ORDER BY i)";
            string[] grouped = [.. sample.Rows.GroupBy(row => row.Group).OrderBy(group => group.Key).Select(group => Model(call, [.. group]))];
            Assert.Equal(grouped, session.Rows($"SELECT {sorted} FROM {table} GROUP BY g ORDER BY g"));
        }));

    private static Gen<Sample> Samples() =>
        from rows in Gen.NonEmptyListOf(
            from @group in Gen.Choose(0, 3)
            from value in Gen.Elements<string?>("a", "b", "ab", "a text of more than twelve bytes", "", null)
            from key in Gen.Elements<int?>(0, 1, 2, 3, null)
            select new Row(@group, value, key))
        from before in Gen.Choose(0, 4)
        from after in Gen.Choose(0, 3)
        select new Sample([.. rows], before, after);

    private static string Model(string call, Row[] rows)
    {
        Row[] pairs = [.. rows.Where(row => row.Value is not null && row.Key is not null)];
        return call switch
        {
            "arg_max_det(v, k)" or "asof_select(v, k)" =>
                pairs.OrderByDescending(row => row.Key).ThenBy(row => row.Value, StringComparer.Ordinal).FirstOrDefault()?.Value ?? "NULL",
            "arg_min_det(v, k)" or "any_value_det(v, k)" =>
                pairs.OrderBy(row => row.Key).ThenBy(row => row.Value, StringComparer.Ordinal).FirstOrDefault()?.Value ?? "NULL",
            "list_unique_agg(v)" => Listed(rows.Select(row => row.Value)),
            "list_unique_agg(v, true)" => Listed(rows.Select(row => row.Value).Where(value => value is not null)),
            "collect_set(k)" => Listed(rows.Select(row => row.Key?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            "count_distinct_agg(v)" => $"{rows.Select(row => row.Value).Distinct().Count()}",
            "count_distinct_agg(k, ignore_nulls := true)" => $"{rows.Select(row => row.Key).Where(key => key is not null).Distinct().Count()}",
            "count_if_agg(k > 2)" => $"{rows.Count(row => row.Key > 2)}",
            "first_value_agg(v)" => rows.Select(row => row.Value).FirstOrDefault() ?? "NULL",
            "last_value_agg(v, true)" => rows.Select(row => row.Value).LastOrDefault(value => value is not null) ?? "NULL",
            _ => pairs.Length == 0 ? "NULL" : string.Concat(pairs.Select((row, i) => (i == 0 ? "" : row.Key.ToString()) + row.Value)),
        };
    }

    // As the engine writes lists: texts that would be misread stand in quotes.
    private static string Listed(IEnumerable<string?> values) => "[" + string.Join(", ", values.Distinct()
        .OrderBy(value => value is null).ThenBy(value => value, StringComparer.Ordinal)
        .Select(value => value switch { null => "NULL", "" => "''", _ => value })) + "]";
}
