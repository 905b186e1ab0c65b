using System.Text.Json.Nodes;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>A call of a plugin's function in a tree.</summary>
/// <param name="Entry">What is called.</param>
/// <param name="Node">The node of the call: a function, or a window.</param>
/// <param name="Sql">The text that the tree was made of, for the places in errors.</param>
internal sealed record PluginCall(PluginCatalogEntry Entry, JsonObject Node, string Sql)
{
    private const string UnpackedType = "OPERATOR_UNPACK";

    /// <summary>Arguments as they stand in the call.</summary>
    public JsonArray Arguments => SyntaxNode.List(Node, "children");

    /// <summary>True when a <c>*COLUMNS(...)</c> stands for any number of arguments.</summary>
    public bool HasUnpacked => Arguments.OfType<JsonObject>().Any(argument => SyntaxNode.Member(argument, "type") == UnpackedType);

    /// <summary>Refuses what only aggregates and window functions have.</summary>
    /// <exception cref="WeirException">WEIR3212.</exception>
    public void RequirePlain()
    {
        if (SyntaxNode.Member(Node, "class") == "WINDOW")
            throw WrongForm("OVER is for aggregates and window functions, this is a scalar function");
        bool isSorted = Node["order_bys"] is JsonObject orders && SyntaxNode.List(orders, "orders").Count > 0;
        if (isSorted || SyntaxNode.Flag(Node, "distinct") || Node["filter"] is not null)
            throw WrongForm("DISTINCT, ORDER BY and FILTER are for aggregates");
    }

    /// <summary>WEIR3211: an argument is wrong.</summary>
    public WeirException WrongArguments(string problem) =>
        PluginSqlErrors.Arguments(Entry.Plugin, Entry.Signature, problem, Place);

    /// <summary>WEIR3212: functions of this kind have no such form.</summary>
    public WeirException WrongForm(string problem) => PluginSqlErrors.Form(Entry.Plugin, Entry.Signature, problem, Place);

    /// <summary>WEIR3213: the frame is not the whole partition.</summary>
    public WeirException WrongFrame() => PluginSqlErrors.Frame(Entry.Plugin, Entry.Signature, Place);

    /// <summary>WEIR3216: the statement cannot be rewritten.</summary>
    public WeirException NotRewritten(string problem) => PluginSqlErrors.NotRewritten(problem, Place);

    private string Place => TextPosition.Of(Sql, SyntaxNode.Place(Node))?.ToString() ?? "";
}
