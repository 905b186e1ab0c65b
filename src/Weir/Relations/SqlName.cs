using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Relations;

/// <summary>A name of a column, table, function or field, which prints in quotes.</summary>
internal sealed class SqlName
{
    private readonly string _quoted;

    public SqlName(params ReadOnlySpan<string> path)
    {
        List<string> parts = [];
        foreach (string part in path)
        {
            ArgumentException.ThrowIfNullOrEmpty(part);
            parts.Add(part.Contains('\0') ? throw StatementErrors.RelationInvalid("a name", "has a NUL character") : EngineText.Quote(part));
        }
        _quoted = string.Join('.', parts);
    }

    public override string ToString() => _quoted;
}
