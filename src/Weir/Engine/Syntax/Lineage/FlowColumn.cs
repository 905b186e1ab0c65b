namespace Weir.Engine.Syntax.Lineage;

/// <summary>A column of some rows, and what it depends on.</summary>
/// <param name="Name">Its name; null when only the engine can tell it.</param>
/// <param name="Flows">What its values depend on; never changed.</param>
internal sealed record FlowColumn(string? Name, IReadOnlySet<Flow> Flows)
{
    public bool Is(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
