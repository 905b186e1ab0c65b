namespace Weir.Build;

/// <summary>The contract between a build and whoever reads its report.</summary>
public static class RunBuildContract
{
    /// <summary>Version of <see cref="BuildReport"/> and of the error envelope. A field that goes or changes its meaning raises it.</summary>
    public const int Version = 3;
}
