using System.CommandLine;
using Weir.Cli.Display;

namespace Weir.Cli.Commands;

/// <summary><c>weir functions</c>: the functions that SQL has, and what each of them does.</summary>
internal sealed class FunctionsCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;
    private readonly PluginChoice _plugins = new();
    private readonly Argument<string?> _name = new("NAME")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A function, by its name or one of its other names; all about it is printed.",
    };
    private readonly Option<bool> _all = new("--all")
    {
        Description = "List the engine's own functions too.",
    };

    public FunctionsCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("functions", "List the functions of SQL, or explain one.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        Add(_name);
        Add(_all);
        _plugins.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Without NAME: the functions that Weir and plugins add to SQL. With NAME: signature, arguments, examples,
        other names, NULL and volatility, and how a plugin's function differs from the engine's of the same name.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir functions", "what Weir and its plugins add"),
        new("weir functions read_delta", "all about one function"),
        new("weir functions --all --json | jq -r '.functions[].name' | sort -u", "every name that SQL has"),
        new("weir functions --plugin sample", "with the functions of a plugin"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using WeirRuntime runtime = WeirRuntime.Open(_plugins.OptionsOf(parsed, _terminal));
        FunctionCatalog catalog = runtime.Functions;
        IReadOnlyList<FunctionRoutine> routines = parsed.GetValue(_name) is { } name
            ? Named(catalog, name)
            : [.. catalog.Routines.Where(routine => routine.Owner is not null || parsed.GetValue(_all))];
        if (parsed.GetValue(_json))
            FunctionPrinter.PrintJson(routines, _terminal.Output);
        else if (parsed.GetValue(_name) is not null)
            FunctionPrinter.PrintPage(routines, _terminal.Text, Color(parsed));
        else
            FunctionPrinter.PrintList(routines, _terminal.Text, _terminal.OutputIsTerminal ? _terminal.Width : null, Color(parsed));
        return ExitCode.Done;
    }

    private bool Color(ParseResult parsed) => _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor);

    private static IReadOnlyList<FunctionRoutine> Named(FunctionCatalog catalog, string name)
    {
        IReadOnlyList<FunctionRoutine> found = catalog.Find(name);
        if (found.Count > 0)
            return found;
        IReadOnlyList<string> near = catalog.Near(name);
        throw new UsageException(near.Count > 0
            ? $"there is no function '{name}'; did you mean {string.Join(", ", near)}?"
            : $"there is no function '{name}'; weir functions --all lists every one");
    }
}
