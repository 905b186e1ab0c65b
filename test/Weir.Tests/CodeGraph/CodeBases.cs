using Weir.Plugins;
using Weir.Tests.House;

namespace Weir.Tests.CodeGraph;

/// <summary>Sessions over the relations of a code base. One runtime for all tests: the compiler inside the plugin warms up once.</summary>
internal static class CodeBases
{
    public const string Plugin = "weir_code_graph";

    public static readonly string[] Relations =
    [
        "cs_files", "cs_syntax_nodes", "cs_trivia", "cs_symbols", "cs_references", "cs_calls", "cs_inherits", "cs_attributes", "cs_control_flow", "cs_diagnostics",
    ];

    private static readonly Lazy<WeirRuntime> Runtime = new(() =>
    {
        WeirOptions options = new() { Threads = 2 };
        options.Plugins.Add(new PluginReference(Plugin));
        return WeirRuntime.Open(options);
    });

    public static string Fixture => Path.Combine(Repository.Folder, "test", "fixtures", "code-base");

    /// <summary>A session whose tables are the relations of a folder, project or solution.</summary>
    /// <param name="root">The code base.</param>
    /// <param name="options">Further options, as members of a JSON object.</param>
    public static Session Session(string root, string options = "")
    {
        Session session = Runtime.Value.NewSession();
        foreach (string relation in Relations)
            session.Register(relation, new PluginTableSource(Plugin, relation, $$"""{ "root": {{System.Text.Json.JsonSerializer.Serialize(root)}}{{(options.Length > 0 ? ", " : "")}}{{options}} }"""));
        return session;
    }

    public static List<string> Rows(string root, string sql, string options = "")
    {
        using Session session = Session(root, options);
        return Sessions.Lake.Rows(session, sql);
    }
}
