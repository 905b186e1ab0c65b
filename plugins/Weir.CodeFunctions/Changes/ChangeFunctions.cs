using System.Runtime.CompilerServices;
using System.Text;
using Weir.CodeFunctions.Text;
using Weir.Plugins;

namespace Weir.CodeFunctions.Changes;

/// <summary>What the values of <c>_change_type</c> of a table's change data mean.</summary>
internal static class ChangeFunctions
{
    /// <summary>Orders the changes of one row in one version: what is left of the row comes last.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    /// <returns>3 for update_postimage, 2 for insert, 1 for delete, 0 for update_preimage, -1 for all else.</returns>
    /// <example><code>SELECT cdf_change_rank('insert')  -- 2</code></example>
    [ScalarFunction("cdf_change_rank")]
    public static int Rank(ReadOnlySpan<byte> changeType)
    {
        ReadOnlySpan<byte> kind = WhiteSpace.Trim(changeType);
        return Is(kind, "update_postimage"u8) ? 3 : Is(kind, "insert"u8) ? 2 : Is(kind, "delete"u8) ? 1 : Is(kind, "update_preimage"u8) ? 0 : -1;
    }

    /// <summary>Whether a change leaves a row behind: an insert, or the new state of an update.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    /// <returns>True for insert and update_postimage.</returns>
    /// <example><code>SELECT cdf_is_upsert('update_preimage')  -- false</code></example>
    [ScalarFunction("cdf_is_upsert")]
    public static bool IsUpsert(ReadOnlySpan<byte> changeType) => Rank(changeType) >= 2;

    /// <summary>Whether a change takes a row away.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    /// <returns>True for delete.</returns>
    /// <example><code>SELECT cdf_is_delete('delete')  -- true</code></example>
    [ScalarFunction("cdf_is_delete")]
    public static bool IsDelete(ReadOnlySpan<byte> changeType) => Rank(changeType) == 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Is(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(kind, name);
}
