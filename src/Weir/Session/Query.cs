using System.Collections.ObjectModel;
using Weir.Relations;
using Weir.Sessions;

namespace Weir;

/// <summary>
/// One SQL statement and how its answer is wanted. Immutable; the same query may run any
/// number of times, on several threads at once.
/// </summary>
/// <param name="Sql">The text, one statement.</param>
/// <remarks>
/// Parameter values may be null, bool, integers up to 128 bits, float, double, decimal, string, byte[],
/// <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> (unspecified kind: TIMESTAMP;
/// UTC: TIMESTAMP WITH TIME ZONE), <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, <see cref="Guid"/>
/// and lists of one of these, or of such lists. The .NET type of a list says the type of its elements, so an empty one has it too;
/// decimals are of as many digits as the values need together.
/// </remarks>
public sealed record Query(string Sql)
{
    /// <summary>The text, one statement.</summary>
    public string Sql { get; init; } = Sql ?? throw new ArgumentNullException(nameof(Sql));

    /// <summary>Rows that <see cref="BatchRows"/> has unless told otherwise.</summary>
    public const int DefaultBatchRows = 65_536;

    /// <summary>Values for <c>$1</c>, <c>$2</c>... or for each <c>?</c> in turn.</summary>
    public IReadOnlyList<object?> Parameters { get; init; } = [];

    /// <summary>Values for <c>$name</c>, by name without the <c>$</c>. Not together with <see cref="Parameters"/>.</summary>
    public IReadOnlyDictionary<string, object?> NamedParameters { get; init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Most rows of a batch, 1 or more. Smaller batches come sooner, larger ones cost less a row.</summary>
    public int BatchRows { get; init; } = DefaultBatchRows;

    /// <summary>
    /// Which function a call means where the engine and a plugin have one of the same name; null:
    /// <see cref="WeirOptions.FunctionTierPolicy"/>.
    /// </summary>
    public FunctionTierPolicy? FunctionTierPolicy { get; init; }

    /// <summary>
    /// Names that take the place of <c>$parameter</c> in the text, in quotes, as of the table of a tenant. Each must be one of
    /// <see cref="SqlPolicy.ParameterIdentifiers"/>. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Identifiers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A relation that is built is a query.</summary>
    public static implicit operator Query(Relation relation)
    {
        ArgumentNullException.ThrowIfNull(relation);
        return new Query(relation.Sql);
    }

    /// <summary>Rows after which the answer ends, 0 or more; null for all. See <see cref="QueryResult.IsTruncated"/>.</summary>
    public long? MaxRows { get; init; }

    /// <summary>Whose text it is.</summary>
    internal SqlStanding Standing { get; init; }

    /// <summary>Rows that the statement has written whose answer this is; null for one that writes none.</summary>
    internal long? RowsWritten { get; init; }

    /// <summary>Whether it is only planned: values of parameters may be missing, and files are not looked at for them.</summary>
    internal bool IsPlanned { get; init; }

    /// <summary>Whether only its columns are asked for: no file of its tables is read.</summary>
    internal bool IsOfColumns { get; init; }

    /// <summary>Whether its plan is kept on the connection for the next run.</summary>
    internal bool IsKept { get; init; }

    /// <summary>Asked by the catalog about its own tables: rows are not held to contracts, and listings of columns list nothing.</summary>
    internal bool IsOfCatalog { get; init; }
}
