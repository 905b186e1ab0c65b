namespace Weir.Cli.Diagnosis;

/// <summary>What <c>weir doctor</c> found, in the order in which it looked.</summary>
internal sealed record DiagnosisReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>True when nothing that Weir needs is missing.</summary>
    public bool Healthy => Findings.All(finding => finding.State is not FindingState.Missing);
}
