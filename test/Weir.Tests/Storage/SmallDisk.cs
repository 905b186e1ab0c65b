using System.Diagnostics;

namespace Weir.Tests.Storage;

/// <summary>A file system of a few megabytes, mounted for one test. Needs the right to mount, as CI has.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateDirectory(_folder["disk"]).FullName;
        (int code, string errors) = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "weir-test", Path);
        if (code == 0)
            return;
        _folder.Dispose();
        Assert.Fail($"This test fills a small tmpfs and must be run with the right to mount one (as root): {errors}");
    }

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    public void Dispose()
    {
        (int code, string errors) = Run("umount", "--lazy", Path);
        Assert.True(code == 0, errors);
        _folder.Dispose();
    }

    private static (int Code, string Errors) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
