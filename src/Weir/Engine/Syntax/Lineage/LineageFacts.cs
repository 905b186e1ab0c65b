using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What is found beside the flows while a query is read. Used by one reading.</summary>
internal sealed class LineageFacts
{
    /// <summary>Tables, views and table functions by name, in order of first use.</summary>
    public List<(string Name, string Kind)> Sources { get; } = [];

    /// <summary>Functions that are called, with how, each once.</summary>
    public Dictionary<string, (string Name, bool IsInFrom, bool IsWindow, int Arguments)> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was not understood, each once.</summary>
    public List<string> Unknown { get; } = [];

    public void Add(string source, string kind)
    {
        if (!Sources.Exists(known => known.Name.Equals(source, StringComparison.OrdinalIgnoreCase)))
            Sources.Add((source, kind));
    }

    public void AddFunction(JsonElement node, bool isInFrom)
    {
        string name = SyntaxNode.Member(node, "function_name");
        bool isOperator = node.TryGetProperty("is_operator", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        if (name.Length > 0 && !isOperator)
            Functions.TryAdd(name, (name, isInFrom, SyntaxNode.Member(node, "class") == "WINDOW", node.TryGetProperty("children", out JsonElement arguments) ? arguments.GetArrayLength() : 0));
    }

    public void NotUnderstood(string what)
    {
        if (!Unknown.Contains(what))
            Unknown.Add(what);
    }
}
