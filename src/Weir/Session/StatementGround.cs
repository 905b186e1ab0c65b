using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>What statements that are no queries work on: the verbs of a session that they need.</summary>
/// <param name="Tables">The session's tables as they are.</param>
/// <param name="Define">Gives a name a meaning.</param>
/// <param name="Remove">Takes a name away.</param>
/// <param name="Admit">Judges a query, or a part of a statement, without binding a table.</param>
/// <param name="Rows">Runs a small query of Weir's own and reads its first two columns as texts.</param>
/// <param name="SchemaOf">The columns of a query.</param>
/// <param name="Write">Writes the rows of a query into a Delta table.</param>
/// <param name="Run">Runs the text that is made of a query whose tables are bound, and gives its one number.</param>
/// <param name="Count">The number of statements in a text, by the engine's parser.</param>
internal sealed record StatementGround(
    Func<IReadOnlyDictionary<string, TableSource>> Tables,
    Action<string, TableSource> Define,
    Action<string> Remove,
    Func<Query, CancellationToken, StatementShape> Admit,
    Func<string, CancellationToken, IReadOnlyList<(string First, string Second)>> Rows,
    Func<Query, CancellationToken, Schema> SchemaOf,
    Func<DatasetLocation, Query, DeltaWriteMode, CancellationToken, long> Write,
    Func<Query, Func<string, string>, CancellationToken, long> Run,
    Func<string, CancellationToken, int> Count)
{
    /// <summary>A table that rows can be written to.</summary>
    /// <exception cref="WeirException">WEIR8008: there is none of the name. WEIR5021: it is no Delta table.</exception>
    public DatasetLocation Target(string name) => Tables().GetValueOrDefault(name) switch
    {
        TableSource.Dataset { Location: { Format: DatasetFormat.Delta } location } => location,
        null => throw ConfigurationErrors.TableUnknown(name, CatalogState.Shown(Tables().Keys)),
        _ => throw SqlPolicyErrors.NotCarriedOut($"a write to '{name}', which is no Delta table,"),
    };
}
