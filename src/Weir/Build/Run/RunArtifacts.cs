using System.Text;
using Weir.Diagnostics;

namespace Weir.Build.Run;

/// <summary>
/// The files that describe a run, beside its outputs. Each is written under another name and moved
/// into place, so that nobody reads half of one; the next run replaces it.
/// </summary>
/// <param name="root">The folder of the outputs; null when they have none, then nothing is written.</param>
/// <param name="committed">What the run committed, for errors.</param>
internal sealed class RunArtifacts(string? root, IReadOnlyList<string> committed)
{
    public string? BundleFolder => root is null ? null : Path.Combine(root, "run_bundle");

    /// <summary>Writes the manifest and tells its path.</summary>
    public string? WriteManifest(string json) => root is null ? null : Write(Path.Combine(root, "run_manifest.json"), json);

    public void WriteBundle(string spec, string plan, string lineage, string report, string capabilities)
    {
        Write(Path.Combine(BundleFolder!, "spec.json"), spec);
        Write(Path.Combine(BundleFolder!, "plan.txt"), plan);
        Write(Path.Combine(BundleFolder!, "lineage.json"), lineage);
        Write(Path.Combine(BundleFolder!, "report.json"), report);
        Write(Path.Combine(BundleFolder!, "capabilities_snapshot.json"), capabilities);
    }

    private string Write(string file, string text)
    {
        string partial = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(partial, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(partial, file, overwrite: true);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
                File.Delete(partial);
            throw BuildErrors.ArtifactFailed(file, committed, error);
        }
    }
}
