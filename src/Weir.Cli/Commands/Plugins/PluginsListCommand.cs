using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Cli.Display;
using Weir.Cli.Rows;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins list</c>: the plugins that the search finds.</summary>
internal sealed class PluginsListCommand : DocumentedCommand
{
    private static readonly string[] Columns = ["name", "version", "kind", "isolation", "source", "state", "exports", "path"];

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private readonly PluginSettings _settings;

    public PluginsListCommand(PluginSettings settings)
        : base("list", "List the plugins that can be loaded by name.")
    {
        _settings = settings;
        SetAction(Run);
    }

    public override string Story =>
        """
        Looks at every level of the search and prints the plugins that it finds, with the level that gives
        each. What is there and cannot be used is listed with its error; why NAME tells the whole story.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins list", "what is there"),
        new("weir plugins list --json | jq -r '.plugins[].name'", "only the names"),
    ];

    private int Run(ParseResult parsed)
    {
        PluginLocator locator = _settings.Locator(parsed);
        PluginInspector inspector = _settings.Inspector(parsed);
        Listed[] plugins = [.. locator.Names().Select(name => Look(locator.Find(new PluginReference(name)), inspector))];
        if (_settings.Json(parsed))
            PrintJson(plugins, _settings.Terminal.Output);
        else
            Print(plugins, _settings.Terminal.Text, _settings.Color(parsed));
        return ExitCode.Done;
    }

    // The state is the code of the first thing that is wrong, of the search or of the checks.
    private static Listed Look(PluginDiscoveryReport report, PluginInspector inspector)
    {
        string? fault = report.Fault?.Code
            ?? (report.PluginPath is { } path ? inspector.Inspect(path).Checks.FirstOrDefault(check => check.Verdict == PluginCheckVerdict.Failed)?.Code : null);
        return new Listed(report, fault ?? "accepted");
    }

    private static void Print(Listed[] plugins, TextWriter output, bool color)
    {
        if (plugins.Length == 0)
        {
            output.WriteLine("No plugin was found; weir plugins why NAME shows where one is searched.");
            return;
        }
        string[][] rows = [.. plugins.Select(Row)];
        int[] widths = [.. Columns.Select((name, i) => rows.Select(row => ScreenText.Width(row[i])).Append(name.Length).Max())];
        TableText table = new(Columns, new bool[Columns.Length], widths, color);
        output.WriteLine(table.Header());
        output.WriteLine(table.Rule());
        foreach (string[] row in rows)
            output.WriteLine(table.Row(row));
    }

    private static string[] Row(Listed plugin)
    {
        PluginDiscoveryReport report = plugin.Report;
        return
        [
            PrintableText.Of(report.Name),
            PrintableText.Of(report.Manifest?.Version ?? ""),
            report.Manifest is null ? "" : Words.Of(report.Manifest.Kind),
            report.Manifest is null ? "" : Words.Of(report.Manifest.Isolation),
            Words.Of(report.Source),
            plugin.State,
            Exports(report.Manifest),
            PrintableText.Of(report.PluginPath ?? ""),
        ];
    }

    private static string Exports(PluginManifest? manifest)
    {
        if (manifest is null)
            return "";
        IEnumerable<string> functions = manifest.Functions.GroupBy(function => function.Kind).Select(kind => $"{kind.Count()} {Words.Of(kind.Key)}");
        (int Count, string Word)[] others = [(manifest.Providers.Count, "provider"), (manifest.Planners.Count, "planner")];
        return string.Join(", ", functions.Concat(others.Where(row => row.Count > 0).Select(row => $"{row.Count} {row.Word}")));
    }

    private static void PrintJson(Listed[] plugins, Stream output)
    {
        using Utf8JsonWriter json = new(output, JsonOptions);
        json.WriteStartObject();
        json.WriteStartArray("plugins");
        foreach (Listed plugin in plugins)
        {
            json.WriteStartObject();
            json.WriteString("state", plugin.State);
            using JsonDocument report = JsonDocument.Parse(PluginJson.Write(plugin.Report));
            foreach (JsonProperty member in report.RootElement.EnumerateObject())
                member.WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private sealed record Listed(PluginDiscoveryReport Report, string State);
}
