namespace Weir.Ado;

/// <summary>What commands of a connection start with.</summary>
/// <param name="CommandTimeoutSeconds">Longest wait for the engine; 0 is no limit.</param>
/// <param name="BatchRows">Most rows that a reader takes from the engine at once.</param>
internal sealed record AdoSettings(int CommandTimeoutSeconds = 30, int BatchRows = Query.DefaultBatchRows);
