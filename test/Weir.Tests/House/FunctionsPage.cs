using System.Globalization;
using System.Text;
using Weir.Cli.Rows;
using Weir.Tests.Preflight;

namespace Weir.Tests.House;

/// <summary>Writes docs/functions.md from the catalog of a session with the bundled plugins; the results of examples are those of this very run.</summary>
internal sealed class FunctionsPage(Session session)
{
    private const string Introduction =
        """
        # Functions

        Generated from the function catalog; do not edit. These are the functions that Weir and its bundled plugins add to SQL;
        the engine's own are listed by `weir functions --all`. Each example is run by a test, and what stands under it is its result.

        Arguments can be given in order or by name, `name := value`; those with a default can be left out. Where the engine has a
        function of the same name, a call goes to the one whose signature takes it, and to the engine's when both do: the last line of
        such a function says how to ask for ours. [plugins.md](plugins.md#names-that-the-engine-has-too) tells the rules.


        """;

    private readonly StringBuilder _page = new(Introduction.Replace("\r\n", "\n", StringComparison.Ordinal));

    /// <summary>A session with every bundled plugin.</summary>
    public static WeirRuntime Open()
    {
        WeirOptions options = new() { Threads = 2 };
        foreach (string name in BundledPlugins.Names)
            options.Plugins.Add(new Weir.Plugins.PluginReference(name));
        return WeirRuntime.Open(options);
    }

    public string Generate()
    {
        (string Section, FunctionRoutine[] Routines)[] sections =
        [
            .. session.Functions.Routines.Where(routine => routine.Owner is not null)
                .GroupBy(routine => routine.Section).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.OrderBy(routine => routine.Name, StringComparer.Ordinal).ToArray())),
        ];
        foreach ((string section, FunctionRoutine[] routines) in sections)
            Overview(section, routines);
        foreach ((string section, FunctionRoutine[] routines) in sections)
        {
            Line($"## {section}\n");
            foreach (FunctionRoutine routine in routines)
                Function(routine);
        }
        return _page.ToString().TrimEnd('\n') + "\n";
    }

    private void Overview(string section, FunctionRoutine[] routines)
    {
        Line($"**{section}**\n");
        Line("| function | kind | |\n|---|---|---|");
        foreach (FunctionRoutine routine in routines)
            Line($"| [{routine.Name}](#{routine.Name}) | {Lower(routine.Kind)} | {Cell(routine.Summary)} |");
        Line("");
    }

    private void Function(FunctionRoutine routine)
    {
        Line($"### {routine.Name}\n");
        Line($"```sql\n{routine.Signature}{(routine.ReturnType is { } type ? $" -> {type}" : "")}\n```\n");
        Line($"{routine.Description}\n");
        if (routine.Parameters.Count > 0)
        {
            Line("| argument | type | default | |\n|---|---|---|---|");
            foreach (FunctionParameter parameter in routine.Parameters)
                Line($"| `{parameter.Name}` | {parameter.Type}{(parameter.IsFurther ? "..." : "")} | {(parameter.Default is { } value ? $"`{value}`" : "")} | {Cell(parameter.Description)} |");
            Line("");
        }
        if (routine.ResultDescription.Length > 0)
            Line($"Result: {routine.ResultDescription}\n");
        Line($"{Facts(routine)}\n");
        if (routine.Remarks.Length > 0)
            Line($"{routine.Remarks}\n");
        foreach (string example in routine.Examples)
            Example(example);
        if (routine.Related.Count > 0)
            Line($"See also: {string.Join(", ", routine.Related.Select(Linked))}.\n");
        if (routine.Tier == FunctionTier.Plugin && session.Functions.Find(routine.Name).Any(other => other.Owner is null))
            Line($"The engine has a function `{routine.Name}` too; for a call that both take, set `FunctionTierPolicy` to `PluginFirst`.\n");
    }

    private static string Facts(FunctionRoutine routine)
    {
        List<string> facts = [$"{Lower(routine.Kind)} function of {(routine.Tier == FunctionTier.Plugin ? $"`{routine.Owner}`" : "Weir")}"];
        if (routine.Volatility is { } volatility)
            facts.Add(Lower(volatility));
        if (routine.Aliases.Count > 0)
            facts.Add($"also called {string.Join(", ", routine.Aliases.Select(name => $"`{name}`"))}");
        string line = string.Join("; ", facts);
        return $"{char.ToUpperInvariant(line[0])}{line[1..]}. {routine.NullHandling}".TrimEnd();
    }

    private void Example(string example)
    {
        using StringWriter table = new() { NewLine = "\n" };
        using (QueryResult result = session.Run(new Query(example)))
        using (TableSink sink = new(table, null, false))
        using (Weir.Arrow.RecordBatchReader rows = result.AsReader())
        {
            sink.Begin(result.Schema);
            while (rows.Read() is { } batch)
                using (batch)
                    sink.Write(batch);
            sink.End();
        }
        Line($"```sql\n{example}\n```\n\n```text\n{table.ToString().TrimEnd()}\n```\n");
    }

    private string Linked(string name) =>
        session.Functions.Find(name).Any(routine => routine.Owner is not null && routine.Name == name) ? $"[{name}](#{name})" : $"`{name}`";

    private static string Cell(string text) => text.Replace("\n", " ", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();

    private void Line(string text) => _page.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
