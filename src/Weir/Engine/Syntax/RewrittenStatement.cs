namespace Weir.Engine.Syntax;

/// <summary>A statement as the engine runs it.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Scans">Readings of provider tables that have names of their own in the text; they must be registered before it runs.</param>
internal sealed record RewrittenStatement(string Sql, IReadOnlyList<ProviderScan> Scans)
{
    /// <summary>True when calls are left whose meaning depends on types that are known only when tables are bound.</summary>
    public bool IsOpen { get; init; }
}
