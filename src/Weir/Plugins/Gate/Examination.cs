namespace Weir.Plugins.Gate;

/// <summary>What an inspector found, for people and for the loader.</summary>
internal sealed record Examination(PluginInspection Inspection, IReadOnlyList<WeirException> Faults, DependencyList Dependencies);
