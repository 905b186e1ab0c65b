using System.Security.Cryptography;
using System.Text;
using Weir.Tests.House;
using Weir.Tests.Plugins.Generators;

namespace Weir.Tests.Plugins;

/// <summary>
/// The plugin "sample" in C# as its sources stood when ABI 1.0 was frozen, compiled against the contract and by the
/// generator of today. A binary of that day is not kept: it could not be built again from what is here.
/// </summary>
internal static class FrozenPlugin
{
    private const string Sources = "test/fixtures/frozen-1.0-managed";

    private const string Framework = "[assembly: System.Runtime.Versioning.TargetFramework(\".NETCoreApp,Version=v9.0\")]";

    private static readonly Lazy<string> ManagedPath = new(Build);

    /// <summary>The managed assembly, as a file.</summary>
    public static string Managed => ManagedPath.Value;

    /// <summary>The hash over names and texts of the sources, which never change.</summary>
    public static string SourceHash
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (string file in Files())
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\0{File.ReadAllText(file)}\0"));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    private static string Build() => LaidLibrary.Lay(
        GeneratorRun.Of("SamplePlugin", [Framework, .. Files().Select(File.ReadAllText)], ("Version", "1.0.0"), ("WeirPluginBuildId", "frozen")).Image(),
        "SamplePlugin.dll");

    private static string[] Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Folder, Sources), "*.cs").Order(StringComparer.Ordinal)];
}
