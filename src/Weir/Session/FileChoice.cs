namespace Weir.Sessions;

/// <summary>
/// The files of a version that a query's conditions leave. Where the same conditions are asked again the same object answers. May
/// be used by several threads.
/// </summary>
/// <param name="places">The places of the files to read, ascending; null for all.</param>
/// <param name="report">The account of it.</param>
internal sealed class FileChoice(int[]? places, FilePruning report)
{
    /// <summary>Bytes that are counted for a choice of one file, whose scan is kept with it.</summary>
    public const int ScanBytes = 1024;

    private volatile DeltaView? _scan;
    private volatile bool _wasScanned;

    /// <summary>The places of the files to read, ascending; null for all.</summary>
    public int[]? Places => places;

    /// <summary>The account of it.</summary>
    public FilePruning Report => report;

    /// <summary>Makes a scan. That of one file is made with more care the second time, and kept: who asked twice will ask again.</summary>
    /// <param name="make">Told whether to look into a file to find its fastest scan, whatever its size.</param>
    public DeltaView Scanned(Func<bool, DeltaView> make)
    {
        if (_scan is { } known)
            return known;
        bool isKept = _wasScanned && places is { Length: 1 };
        _wasScanned = true;
        DeltaView view = make(isKept);
        if (isKept)
            _scan = view;
        return view;
    }
}
