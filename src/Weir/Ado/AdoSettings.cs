using Weir.Ado.Fields;

namespace Weir.Ado;

/// <summary>What commands of a connection start with.</summary>
/// <param name="CommandTimeoutSeconds">Longest wait for the engine; 0 is no limit.</param>
/// <param name="BatchRows">
/// Most rows that a reader takes from the engine at once; another batch is made while one is read. Enough that handing it over costs
/// nothing a row, and so few that many readers at once take little memory.
/// </param>
/// <param name="Values">What .NET types values have.</param>
internal sealed record AdoSettings(int CommandTimeoutSeconds = 30, int BatchRows = 16_384, ValueChoices Values = default);
