using System.CommandLine;
using System.Text;
using Weir.Build;
using Weir.Cli.Display;

namespace Weir.Cli.Commands;

/// <summary><c>weir build</c>: a spec in, Delta tables out, and a report of what was done.</summary>
internal sealed class BuildCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;
    private readonly PluginChoice _plugins = new();
    private readonly FunctionPolicyOption _policy = new();
    private readonly Argument<string> _spec = new("SPEC")
    {
        Description = "The build spec, a JSON file; - reads it from standard input.",
    };
    private readonly Option<string[]> _settings = new("--set", "-s")
    {
        HelpName = "NAME=VALUE",
        Description = "Give a variable of the spec its value: ${NAME} in a location. Repeat for more.",
    };
    private readonly ProfileOption _profile = new(
        "How much memory and how many threads the engine may take: small (512 MiB, 4), medium (2 GiB, 8; the default) or large (8 GiB, 16). Or another " +
        "profile, a preset or a file of JSON: what the runtime is, with the resources of medium. Without it: as the environment says.");
    private readonly Option<string?> _out = new("--out", "-o")
    {
        HelpName = "DIR",
        Description = "The folder for tables that the spec gives no location. Without it: weir-output.",
    };
    private readonly Option<bool> _bundle = new("--bundle")
    {
        Description = "Write run_bundle beside the tables: spec, plan, lineage of each column, report and plugins.",
    };

    public BuildCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("build", "Build the Delta tables of a spec.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        Add(_spec);
        Add(_settings);
        _profile.AddTo(this);
        Add(_out);
        Add(_bundle);
        _plugins.AddTo(this);
        _policy.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Checks the spec, reads its inputs, computes its views and writes each output as one commit of a
        Delta table. Relative paths start at the current folder. Ctrl-C stops cleanly: tables that are
        committed stay, and of the others nothing is left behind.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir build examples/code-graph/spec.json", "the graph of this repository's own code"),
        new("weir build spec.json --set day=2026-11-21 --out lake", "with a variable and an output folder"),
        new("weir build spec.json --json | jq '.outputs[] | {table_name, rows_written}'", "the report for a program"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool json = parsed.GetValue(_json);
        bool color = _terminal.ColorAllowed && !parsed.GetValue(_noColor);
        BuildRequest request = await ReadRequestAsync(parsed, cancellationToken).ConfigureAwait(false);
        BuildBoard board = new(_terminal.Clock);
        WeirOptions options = await _policy.WithPolicyAsync(_plugins.OptionsOf(parsed, _terminal), parsed, cancellationToken).ConfigureAwait(false);
        await using WeirRuntime runtime = await _profile.OpenAsync(options, parsed, _terminal, cancellationToken).ConfigureAwait(false);
        BuildReport report = await BuildAsync(runtime, request, DisplayOf(board, json, color, cancellationToken), board, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            _terminal.Text.WriteLine(BuildJson.Write(report));
            return ExitCode.Done;
        }
        foreach (BuildWarning warning in report.Warnings)
            _terminal.Error.WriteLine($"{Ink.Paint("warning", Ink.Yellow, color && _terminal.ErrorIsTerminal)} {warning.Code}: {PrintableText.Of(warning.Message)}");
        BuildSummary.Print(report, board.Lines, _terminal.Text, color && _terminal.OutputIsTerminal);
        return ExitCode.Done;
    }

    private static async Task<BuildReport> BuildAsync(
        WeirRuntime runtime, BuildRequest request, BuildDisplay display, BuildBoard board, CancellationToken cancellationToken)
    {
        try
        {
            return await display.ShowAsync(progress => runtime.BuildAsync(request, progress, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            throw new StoppedException(WhatStays(board), stopped);
        }
    }

    private BuildDisplay DisplayOf(BuildBoard board, bool json, bool color, CancellationToken cancellationToken)
    {
        if (json)
            return new BuildDisplay(board);
        return _terminal.ErrorIsTerminal && _terminal.Variable("TERM") is not "dumb"
            ? new LiveBuildDisplay(board, _terminal, color, cancellationToken)
            : new PlainBuildDisplay(board, _terminal.Error);
    }

    private async Task<BuildRequest> ReadRequestAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        BuildRequest request = new(await ReadSpecAsync(parsed.GetRequiredValue(_spec), cancellationToken).ConfigureAwait(false))
        {
            Variables = SettingOption.Parse(parsed.GetValue(_settings) ?? []),
        };
        if (ResourcesOf(parsed) is { } resources)
            request = request with { EngineProfile = resources };
        if (parsed.GetValue(_out) is string folder)
            request = request with { OutputFolder = folder };
        if (parsed.GetValue(_bundle))
            request = request with { Orchestration = request.Orchestration with { IncludeRunBundle = true } };
        return request;
    }

    private async Task<string> ReadSpecAsync(string path, CancellationToken cancellationToken)
    {
        if (path is "-")
        {
            using StreamReader reader = new(_terminal.Input(), Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        if (!File.Exists(path))
            throw new UsageException($"there is no spec '{path}'{(Directory.Exists(path) ? ", only a folder of that name" : "")}");
        return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
    }

    // A build has an engine of its own, whose resources have one of three names.
    private string? ResourcesOf(ParseResult parsed) =>
        (_profile.Written(parsed) is { } written ? [written] : (string?[])[_terminal.Variable("WEIR_ENGINE_PROFILE"), _terminal.Variable("WEIR_RUNTIME_PROFILE")])
            .FirstOrDefault(name => name is "small" or "medium" or "large");

    private static string WhatStays(BuildBoard board)
    {
        string[] committed = [.. board.Lines.Where(line => line.Committed).Select(line => $"'{PrintableText.Of(line.Table)}'")];
        return committed.Length is 0
            ? "no table was changed; files of the unfinished write were removed"
            : $"{string.Join(", ", committed)} {(committed.Length is 1 ? "is" : "are")} committed and stay; of the other tables nothing was changed and no file is left";
    }
}
