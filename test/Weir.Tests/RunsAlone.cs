namespace Weir.Tests;

/// <summary>Tests that look at what the whole process holds (its descriptors, its signal handlers), with no other test beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class RunsAlone
{
    public const string Name = "runs alone";
}
