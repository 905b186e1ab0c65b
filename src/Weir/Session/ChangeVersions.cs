using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>The versions that a range names in one table.</summary>
/// <param name="First">The first one.</param>
/// <param name="Last">The last one; the rows have its columns even where there are none.</param>
/// <param name="IsEmpty">Whether the range lies after the newest version.</param>
internal readonly record struct ChangeVersions(long First, long Last, bool IsEmpty)
{
    /// <summary>Finds the versions.</summary>
    /// <exception cref="WeirException">WEIR2033: the table does not have them, or the range contradicts itself.</exception>
    public static async Task<ChangeVersions> OfAsync(
        DatasetLocation location, DeltaChangeRange range, VersionTimes times, CancellationToken cancellationToken)
    {
        DatasetRules.RequireRange(location, range);
        string have = $"the table has the versions {times.First} ({MomentText.Print(await times.TimeAsync(times.First, cancellationToken).ConfigureAwait(false))}) " +
            $"to {times.Last} ({MomentText.Print(await times.TimeAsync(times.Last, cancellationToken).ConfigureAwait(false))})";
        long? first = range.StartTimestamp is { } from
            ? await times.FirstFromAsync(from, cancellationToken).ConfigureAwait(false)
            : range.StartVersion ?? 0;
        long? last = range.EndTimestamp is { } to
            ? await times.LastUpToAsync(to, cancellationToken).ConfigureAwait(false)
            : range.EndVersion ?? times.Last;
        if (first is null || first > times.Last)
        {
            return range.AllowOutOfRange
                ? new ChangeVersions(times.Last, times.Last, IsEmpty: true)
                : throw Invalid(location, $"the range begins {(range.StartTimestamp is { } late ? $"at {MomentText.Print(late)}" : $"with version {first}")}, and {have}");
        }
        if (first < times.First)
            throw Invalid(location, $"the range begins with version {first}, and {have}");
        if (last is null)
            throw Invalid(location, $"the range ends at {MomentText.Print(range.EndTimestamp!.Value)}, and {have}");
        if (last > times.Last && !range.AllowOutOfRange)
            throw Invalid(location, $"the range ends with version {last}, and {have}");
        if (last < first)
            throw Invalid(location, $"the range begins with version {first} and ends with version {last}");
        return new ChangeVersions(first.Value, Math.Min(last.Value, times.Last), IsEmpty: false);
    }

    private static WeirException Invalid(DatasetLocation location, string why) => DeltaRequestErrors.ChangeRangeInvalid(location.Path, why);
}
