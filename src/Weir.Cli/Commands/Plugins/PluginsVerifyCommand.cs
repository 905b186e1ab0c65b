using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Cli.Display;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins verify</c>: every check of the file, then the conformance kit on the running plugin.</summary>
internal sealed class PluginsVerifyCommand : DocumentedCommand
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private readonly PluginSettings _settings;
    private readonly Argument<string> _plugin = new("FILE|NAME")
    {
        Description = "A plugin's library, its plugin.json, its folder, or its name.",
    };
    private readonly Option<string[]> _options = new("--options")
    {
        HelpName = "PROVIDER={json}",
        Description = "Options that a table provider is opened with. Without it: samples of its schema. Repeat for more providers.",
    };
    private readonly Option<string> _configuration = new("--configuration")
    {
        HelpName = "{json}",
        Description = "What the plugin is configured with. Without it: {}.",
        DefaultValueFactory = _ => "{}",
    };
    private readonly Option<long> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Seed of the sample values; the same seed gives the same values everywhere. Without it: 1.",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<double> _patience = new("--check-seconds")
    {
        HelpName = "N",
        Description = "The longest that one check may take. Without it: 30.",
        DefaultValueFactory = _ => 30,
    };
    private readonly Option<string?> _isolation = new("--plugin-isolation")
    {
        HelpName = "in-process|process",
        Description = "Where the plugin's code runs. Without it: in a child process, where this system has them.",
    };

    public PluginsVerifyCommand(PluginSettings settings)
        : base("verify", "Run the conformance kit on a plugin.")
    {
        _settings = settings;
        Add(_plugin);
        foreach (Option option in (Option[])[_options, _configuration, _seed, _patience, _isolation])
            Add(option);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        For authors of plugins. Makes every check of inspect; what is refused answers 3 and does not run. Then
        loads the plugin, in a child process that may crash, calls every export with sample values, and prints
        each check with its outcome and how to mend what failed. Answers 1 when a check failed.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins verify bin/Release/net9.0/plugin.json", "does my plugin keep the contract?"),
        new("weir plugins verify libsample.so --options sample_rows='{\"rows\":5000}'", "with options that a provider needs"),
        new("weir plugins verify sample --json | jq '.report.checks[] | select(.outcome == \"failed\")'", "only what failed"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        PluginVerifyOptions options = OptionsOf(parsed);
        PluginReference plugin = PluginWord.Reference(parsed.GetRequiredValue(_plugin), _settings.BaseFolder(parsed)) with
        {
            Isolation = IsolationWord.Of(parsed.GetValue(_isolation), OperatingSystem.IsLinux() ? PluginIsolation.Process : PluginIsolation.InProcess),
        };
        PluginInspection inspection = _settings.Inspector(parsed).Inspect(plugin.Path ?? _settings.Locator(parsed).Resolve(plugin).Path);
        bool json = _settings.Json(parsed);
        if (!json)
            InspectionPrinter.Print(inspection, _settings.Terminal.Text, _settings.Color(parsed));
        PluginVerifyReport? report = inspection.IsAccepted
            ? await VerifyAsync(parsed, plugin, options, cancellationToken).ConfigureAwait(false)
            : null;
        if (json)
            PrintJson(inspection, report, _settings.Terminal.Output);
        return report is null ? ExitCode.Refused : report.Conforms ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<PluginVerifyReport> VerifyAsync(
        ParseResult parsed, PluginReference plugin, PluginVerifyOptions options, CancellationToken cancellationToken)
    {
        ConformancePrinter? printer = _settings.Json(parsed) ? null : new(_settings.Terminal.Text, _settings.Color(parsed));
        WeirOptions host = _settings.Runtime(parsed);
        PluginVerifyReport report = await PluginConformance.VerifyAsync(plugin, host, options, printer, cancellationToken).ConfigureAwait(false);
        printer?.PrintEnd(report);
        return report;
    }

    private PluginVerifyOptions OptionsOf(ParseResult parsed)
    {
        double seconds = parsed.GetValue(_patience);
        if (!(seconds > 0 && seconds <= TimeSpan.FromDays(1).TotalSeconds))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--check-seconds {seconds}: expected a time above 0, of a day at most"));
        return new PluginVerifyOptions
        {
            Seed = parsed.GetValue(_seed),
            ConfigurationJson = parsed.GetValue(_configuration)!,
            ProviderOptionsJson = SettingOption.Parse(parsed.GetValue(_options) ?? [], "--options"),
            CheckTimeout = TimeSpan.FromSeconds(seconds),
        };
    }

    private static void PrintJson(PluginInspection inspection, PluginVerifyReport? report, Stream output)
    {
        using Utf8JsonWriter json = new(output, JsonOptions);
        json.WriteStartObject();
        json.WritePropertyName("inspection");
        Copy(PluginJson.Write(inspection), json);
        json.WritePropertyName("report");
        Copy(report is null ? "null" : PluginJson.Write(report), json);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Copy(string text, Utf8JsonWriter json)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        document.RootElement.WriteTo(json);
    }
}
