namespace Weir;

/// <summary>What the registration of a plugin with a session did. Immutable.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsNew">False when the session had this very plugin already: then nothing was done.</param>
/// <param name="Functions">How much of each kind the plugin brings.</param>
public sealed record PluginRegistration(string Name, string Version, bool IsNew, PluginFunctionCounts Functions);

/// <summary>How much of each kind a plugin brings; aliases are not counted. Immutable.</summary>
/// <param name="Scalar">Functions of the values of one row.</param>
/// <param name="Aggregate">Functions of the values of many rows.</param>
/// <param name="Window">Functions over partitions.</param>
/// <param name="Table">Functions that give a table.</param>
/// <param name="Provider">Table providers.</param>
/// <param name="Planner">Relation planners.</param>
public sealed record PluginFunctionCounts(int Scalar, int Aggregate, int Window, int Table, int Provider, int Planner);
