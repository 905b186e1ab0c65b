namespace Weir.Sessions;

/// <summary>A SELECT over a dataset in its declared columns.</summary>
/// <param name="Select">Its text.</param>
/// <param name="Adaptation">What it does.</param>
internal sealed record AdaptedScan(string Select, SchemaAdaptation Adaptation);
