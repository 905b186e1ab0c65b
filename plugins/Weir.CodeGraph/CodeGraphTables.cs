using Weir.CodeGraph.Relations;
using Weir.Plugins;

[assembly: WeirPlugin("weir_code_graph", Publisher = "The Weir authors", License = "Apache-2.0")]

namespace Weir.CodeGraph;

/// <summary>The relations of a code base, each a table provider.</summary>
internal static class CodeGraphTables
{
    private const string All = "**";

    /// <summary>The C# files of a folder, project or solution, with size, encoding and project.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT folder, sum(lines) AS lines FROM cs_files GROUP BY folder ORDER BY lines DESC</code></example>
    [TableProvider("cs_files")]
    public static PluginTable Files(string root, string include = All, string exclude = "") => Open(FilesRelation.Value, root, include, exclude);

    /// <summary>Every syntax node, with its parent, its kind and its exact span in bytes.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT kind, count(*) AS nodes FROM cs_syntax_nodes GROUP BY kind ORDER BY nodes DESC</code></example>
    [TableProvider("cs_syntax_nodes")]
    public static PluginTable SyntaxNodes(string root, string include = All, string exclude = "") => Open(SyntaxNodesRelation.Value, root, include, exclude);

    /// <summary>White space, comments, directives and skipped text, with the node that they belong to.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT path, line, text FROM cs_trivia WHERE kind = 'SingleLineCommentTrivia'</code></example>
    [TableProvider("cs_trivia")]
    public static PluginTable Trivia(string root, string include = All, string exclude = "") => Open(TriviaRelation.Value, root, include, exclude);

    /// <summary>Namespaces, types, members, parameters and locals, each once, with signature and documentation id.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <param name="locals">Whether what bodies declare is wanted too: locals, local functions, parameters of lambdas, labels. Without it no body is bound.</param>
    /// <example><code>SELECT signature FROM cs_symbols WHERE kind = 'method' AND accessibility = 'public'</code></example>
    [TableProvider("cs_symbols")]
    public static PluginTable Symbols(string root, string include = All, string exclude = "", bool locals = true) => Open(SymbolsRelation.Of(locals), root, include, exclude);

    /// <summary>Every name that stands for a symbol: where, how it is used, by which member, and what it means.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT path, line, kind FROM cs_references WHERE symbol_doc_id = 'T:System.IO.Stream'</code></example>
    [TableProvider("cs_references")]
    public static PluginTable References(string root, string include = All, string exclude = "") => Open(ReferencesRelation.Value, root, include, exclude);

    /// <summary>Every call: of methods, constructors, delegates and operators, with the member that calls.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT caller_doc_id, count(*) AS calls FROM cs_calls WHERE kind = 'construct' GROUP BY caller_doc_id</code></example>
    [TableProvider("cs_calls")]
    public static PluginTable Calls(string root, string include = All, string exclude = "") => Open(CallsRelation.Value, root, include, exclude);

    /// <summary>Base classes and interfaces of types, and what members override or implement.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT symbol_doc_id FROM cs_inherits WHERE kind = 'interface' AND base_name = 'IDisposable'</code></example>
    [TableProvider("cs_inherits")]
    public static PluginTable Inherits(string root, string include = All, string exclude = "") => Open(InheritsRelation.Value, root, include, exclude);

    /// <summary>Attributes with their arguments and what they stand on.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT target_doc_id, arguments FROM cs_attributes WHERE attribute_name = 'ObsoleteAttribute'</code></example>
    [TableProvider("cs_attributes")]
    public static PluginTable Attributes(string root, string include = All, string exclude = "") => Open(AttributesRelation.Value, root, include, exclude);

    /// <summary>Basic blocks of every body, and the branches between them.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <example><code>SELECT member_doc_id, count(*) AS branches FROM cs_control_flow WHERE is_branch AND condition IS NOT NULL GROUP BY member_doc_id</code></example>
    [TableProvider("cs_control_flow")]
    public static PluginTable ControlFlow(string root, string include = All, string exclude = "") => Open(ControlFlowRelation.Value, root, include, exclude);

    /// <summary>What does not parse, bind or resolve: in files, and in projects and solutions.</summary>
    /// <param name="root">A folder, a .csproj, a .slnx or a .sln; a relative path starts from the current folder.</param>
    /// <param name="include">Patterns of the paths whose rows are wanted, separated by semicolons.</param>
    /// <param name="exclude">Patterns of paths to leave out.</param>
    /// <param name="syntaxOnly">Whether only parsing is judged; nothing is bound then.</param>
    /// <example><code>SELECT path, line, code, message FROM cs_diagnostics WHERE kind = 'syntax'</code></example>
    [TableProvider("cs_diagnostics")]
    public static PluginTable Diagnostics(string root, string include = All, string exclude = "", bool syntaxOnly = false) =>
        Open(DiagnosticsRelation.Of(syntaxOnly), root, include, exclude);

    private static RelationTable<TRow> Open<TRow>(CodeRelation<TRow> relation, string root, string include, string exclude) =>
        new(CodeBaseCache.Open(CodeBaseOptions.Of(root, include, exclude)), relation);
}
