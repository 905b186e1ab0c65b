using System.CommandLine;
using System.CommandLine.Help;
using Weir.Cli.Commands.Catalog;
using Weir.Cli.Commands.Delta;
using Weir.Cli.Commands.Plugins;

namespace Weir.Cli.Commands;

/// <summary>The command <c>weir</c>, its subcommands and the options that every one of them takes.</summary>
internal sealed class CommandTree
{
    public CommandTree(Terminal terminal)
    {
        Root = new RootCommand("Builds, queries and checks Delta Lake tables from one spec.");
        Root.Directives.Clear();
        Root.Add(new BuildCommand(terminal, Json, NoColor));
        Root.Add(new QueryCommand(terminal, Json, NoColor));
        Root.Add(new SqlCommand(terminal, Json));
        Root.Add(new DeltaCommand(terminal, Json, NoColor));
        Root.Add(new CatalogCommand(terminal, Json));
        Root.Add(new FunctionsCommand(terminal, Json, NoColor));
        Root.Add(new PluginsCommand(terminal, Json, NoColor));
        Root.Add(new DoctorCommand(terminal, Json, NoColor));
        Root.Add(Json);
        Root.Add(NoColor);
        Describe(Root.Options.OfType<HelpOption>().Single(), terminal);
        Describe(Root.Options.OfType<VersionOption>().Single());
        Root.Action = new HelpPage(terminal, ExitCode.Usage);
    }

    public RootCommand Root { get; }

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as JSON on standard output, and an error as one line of JSON on standard error.",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Print without colour, as when NO_COLOR is set.",
        Recursive = true,
    };

    private static void Describe(HelpOption help, Terminal terminal)
    {
        help.Description = "Show this page.";
        help.Action = new HelpPage(terminal, ExitCode.Done);
        foreach (string alias in help.Aliases.Where(alias => alias is not "-h").ToArray())
            help.Aliases.Remove(alias);
    }

    private static void Describe(VersionOption version)
    {
        version.Description = "Print the version and end.";
        version.Action = new VersionLine();
    }
}
