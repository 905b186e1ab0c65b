using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>Finds the file that a path of the log means, and keeps to the table's root unless more is allowed.</summary>
internal static class FileLocation
{
    /// <summary>The store and the key of a file.</summary>
    /// <param name="store">The table's root.</param>
    /// <param name="path">As in an action.</param>
    /// <param name="mayLeaveRoot">Whether a path to elsewhere is followed.</param>
    /// <exception cref="WeirException">
    /// WEIR2013: the file lies in another kind of store. WEIR2017: it lies outside the table, and that is not allowed.
    /// WEIR6005: the path is not plain.
    /// </exception>
    public static (IObjectStore Store, ObjectPath Path) Of(IObjectStore store, string path, bool mayLeaveRoot)
    {
        DataFilePath parsed = DataFilePath.Parse(path);
        if (parsed.Scheme is { } scheme)
            throw DeltaErrors.FilePathInvalid(path, $"lies in another store ('{scheme}')");
        if (!parsed.IsAbsolute)
            return (store, ObjectPath.Parse(parsed.Text));
        string root = store.Root.EndsWith('/') ? store.Root : $"{store.Root}/";
        if (parsed.Text.StartsWith(root, StringComparison.Ordinal))
            return (store, ObjectPath.Parse(parsed.Text[root.Length..]));
        if (!mayLeaveRoot)
            throw DeltaErrors.FileOutsideTable(store.Root, path);
        int slash = parsed.Text.LastIndexOf('/');
        return (store.At(slash == 0 ? "/" : parsed.Text[..slash]), ObjectPath.Parse(parsed.Text[(slash + 1)..]));
    }
}
