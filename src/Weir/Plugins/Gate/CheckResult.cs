namespace Weir.Plugins.Gate;

/// <summary>How one check ended.</summary>
internal abstract record CheckResult
{
    private CheckResult()
    {
    }

    /// <summary>What must hold, holds.</summary>
    internal sealed record Passed(string Found) : CheckResult;

    /// <summary>It does not; at least one fault.</summary>
    internal sealed record Failed(IReadOnlyList<WeirException> Faults) : CheckResult;

    /// <summary>There was nothing to check.</summary>
    internal sealed record NotChecked(string Why) : CheckResult;

    public static CheckResult Of(WeirException? fault, string found) => fault is null ? new Passed(found) : new Failed([fault]);

    public static CheckResult Of(IReadOnlyList<WeirException> faults, string found) => faults.Count == 0 ? new Passed(found) : new Failed(faults);
}
