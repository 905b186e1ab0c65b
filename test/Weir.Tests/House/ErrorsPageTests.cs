using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Tests.House;

public sealed class ErrorsPageTests
{
    // By the first digit of the code, as COMPATIBILITY.md promises.
    private static readonly (char Digit, string Area)[] Areas =
    [
        ('1', "Build specs"), ('2', "Delta tables"), ('3', "Plugins and data from outside"), ('4', "Engine and SQL"),
        ('5', "Policy"), ('6', "Storage"), ('7', "Build runs"), ('8', "Configuration"),
    ];

    [Fact]
    public void The_errors_page_lists_every_code() => Repository.MustMatch("docs/errors.md", Page());

    [Fact]
    public void Codes_and_names_are_unique_and_in_their_areas()
    {
        ErrorCode[] rows = [.. Rows()];
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Length, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(rows.Length, rows.Select(row => row.Name).Distinct().Count());
        Assert.All(rows, row => Assert.Matches(@"^WEIR[1-8]\d{3}$", row.Id));
        Assert.All(rows, row => Assert.EndsWith(".", row.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_in_the_sources_has_a_row()
    {
        HashSet<string> known = [.. Rows().Select(row => row.Id)];
        IEnumerable<string> unknown = House.Read("src").Files
            .SelectMany(file => Regex.Matches(file.Text, @"\bWEIR\d{4}\b").Select(match => match.Value))
            .Where(code => !known.Contains(code)).Distinct();
        Assert.True(!unknown.Any(), "Codes without a row: " + string.Join(", ", unknown));
    }

    internal static IEnumerable<ErrorCode> Rows() =>
        from assembly in (Assembly[])[typeof(WeirException).Assembly, typeof(WeirRuntime).Assembly]
        from type in assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(ErrorCode)
        let row = (ErrorCode)field.GetValue(null)!
        orderby row.Id
        select row;

    private static string Page()
    {
        StringBuilder page = new();
        page.Append("# Errors\n\nGenerated from the table of codes; do not edit. A code is never reused and never changes its meaning.\n");
        foreach ((char digit, string area) in Areas)
        {
            ErrorCode[] rows = [.. Rows().Where(row => row.Id[4] == digit)];
            if (rows.Length == 0)
                continue;
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {area} (WEIR{digit}xxx)\n\n| code | name | what happened | what to do |\n|---|---|---|---|\n");
            foreach (ErrorCode row in rows)
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| <a id=\"{row.Id.ToLowerInvariant()}\"></a>{row.Id} | {row.Name} | {row.Summary} | {row.Remedy} |\n");
        }
        return page.ToString();
    }
}
