using Weir.Ado.Fields;

namespace Weir.Ado;

/// <summary>A collection of <c>GetSchema</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Restrictions">The columns that can be restricted, in order.</param>
/// <param name="IdentifierParts">How many of its columns name a row.</param>
/// <param name="Columns">Its columns, texts unless <c>:int</c> or <c>:bool</c> stands behind one.</param>
/// <param name="Rows">Its rows; what the restrictions leave out may be among them.</param>
internal sealed record SchemaCollection(
    string Name, IReadOnlyList<string> Restrictions, int IdentifierParts, IReadOnlyList<string> Columns, Func<SchemaRequest, IEnumerable<object?[]>> Rows);

/// <summary>Who asks for a collection, and which rows.</summary>
/// <param name="Session">Whose tables and functions.</param>
/// <param name="Choices">What .NET types values have.</param>
/// <param name="Restrictions">Values that rows must have, in order.</param>
/// <param name="CancellationToken">Interrupts the engine.</param>
internal sealed record SchemaRequest(Session Session, ValueChoices Choices, IReadOnlyList<string?> Restrictions, CancellationToken CancellationToken)
{
    /// <summary>The value of a restriction; null where it is left out.</summary>
    public string? Restriction(int index) => index < Restrictions.Count ? Restrictions[index] : null;
}
