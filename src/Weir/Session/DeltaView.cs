namespace Weir.Sessions;

/// <summary>A SELECT over files of a Delta table.</summary>
/// <param name="Select">Its text, which holds as long as this object is referred to.</param>
/// <param name="Kept">The deleted rows that the text names; null when it names none.</param>
internal sealed record DeltaView(string Select, KeptRows.Set? Kept);
