using System.Reflection;
using System.Text;

namespace Weir.Tests.House;

/// <summary>
/// Each requirement with the tests that show it, read from the test assembly's own attributes.
/// The rows stand in <c>docs/requirements.tsv</c>: number, document, scope, requirement.
/// </summary>
internal static class RequirementsPage
{
    public static string Generate(Assembly tests)
    {
        ILookup<string, string> shown = TestsByRequirement(tests);
        string[][] rows = [.. Rows()];
        StringBuilder page = new();
        page.Append("# Requirements\n\nGenerated from `docs/requirements.tsv` and the tests' `Requirement` traits; do not edit.\n\n");
        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"{rows.Count(row => shown.Contains(row[0]))} of {rows.Length} requirements have a test that shows them.\n\n");
        page.Append("| # | requirement | shown by |\n|---|---|---|\n");
        foreach (string[] row in rows)
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {row[0]} | {row[3]} | {string.Join("<br>", shown[row[0]].Distinct().Order(StringComparer.Ordinal).Select(test => $"`{test}`"))} |\n");
        return page.ToString();
    }

    public static IEnumerable<string> UnknownIds(Assembly tests)
    {
        HashSet<string> known = [.. Rows().Select(row => row[0])];
        return TestsByRequirement(tests).Where(group => !known.Contains(group.Key)).Select(group => group.Key);
    }

    private static IEnumerable<string[]> Rows() =>
        Repository.Read("docs/requirements.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'));

    private static ILookup<string, string> TestsByRequirement(Assembly tests) =>
        (from type in tests.GetTypes()
         from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
         where method.GetCustomAttributes<FactAttribute>().Any()
         from id in Ids(method).Concat(Ids(type))
         select (Id: id, Test: $"{type.Name}.{method.Name}")).ToLookup(pair => pair.Id, pair => pair.Test);

    private static IEnumerable<string> Ids(MemberInfo member) => member.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(TraitAttribute) && (string?)data.ConstructorArguments[0].Value == "Requirement")
        .Select(data => (string)data.ConstructorArguments[1].Value!);
}
