using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What a lineage must be told about the names of a query. Used by one reading.</summary>
internal interface ILineageSources
{
    /// <summary>The query's node behind a view; null when a name is none.</summary>
    JsonElement? ViewOf(string name);

    /// <summary>The name under which a table or view is told.</summary>
    /// <param name="path">As for <see cref="ColumnsOf"/>.</param>
    string NameOf(IReadOnlyList<string> path);

    /// <summary>The columns of a table, in order; null when they are not known.</summary>
    /// <param name="path">The table's name, behind those of its catalog and schema where they are written.</param>
    IReadOnlyList<string>? ColumnsOf(IReadOnlyList<string> path);

    /// <summary>What a table function reads, by a name for it, and its columns; null when they are not known.</summary>
    /// <param name="from">The source of FROM.</param>
    (string Name, IReadOnlyList<string>? Columns) FunctionOf(JsonElement from);

    /// <summary>Whether a call of a name is an aggregate's.</summary>
    bool IsAggregate(string function);
}
