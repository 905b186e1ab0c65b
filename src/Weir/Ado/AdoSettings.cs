namespace Weir.Ado;

/// <summary>What commands of a connection start with.</summary>
/// <param name="CommandTimeoutSeconds">Longest wait for the engine; 0 is no limit.</param>
/// <param name="BatchRows">
/// Most rows that a reader takes from the engine at once. Unless told otherwise a chunk of the engine's: rows are read one by one, and to
/// put chunks together would only copy them.
/// </param>
internal sealed record AdoSettings(int CommandTimeoutSeconds = 30, int BatchRows = 2048);
