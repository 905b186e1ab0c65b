using Weir.Build;

namespace Weir.Cli.Display;

/// <summary>Shows a build while it runs. This one shows nothing: with <c>--json</c> the report says all.</summary>
internal class BuildDisplay(BuildBoard board)
{
    protected BuildBoard Board => board;

    /// <summary>Runs a build and shows it until it ends, in whatever way it does.</summary>
    public virtual Task<BuildReport> ShowAsync(Func<IProgress<BuildProgress>, Task<BuildReport>> build) => build(board);
}
