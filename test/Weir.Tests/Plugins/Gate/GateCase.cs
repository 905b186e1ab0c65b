using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Gate;

/// <summary>One way in which a plugin can be wrong: how it is made, and the check and code that must tell.</summary>
internal sealed record GateCase(string Name, string Check, string Code, Action<TemporaryFolder> Lay)
{
    private const string Library = "libprobe.so", Assembly = "Probe.dll";

    /// <summary>The platform of all cases, whatever machine the tests run on.</summary>
    public static PluginHostFacts Host { get; } = PluginHostFacts.Current with { Platform = new PluginPlatform("linux", "x64") };

    public string File { get; init; } = Library;

    public PluginTrust Trust { get; init; } = new();

    public static readonly GateCase[] All =
    [
        Bytes("a text", "format", "WEIR3107", _ => "this is a note, not a library\n"u8.ToArray()),
        Bytes("a pointer of Git LFS", "format", "WEIR3107", _ => "version https://git-lfs.github.com/spec/v1\noid sha256:00\n"u8.ToArray()),
        Bytes("no bytes", "format", "WEIR3106", _ => []),
        Bytes("the first 20 bytes", "format", "WEIR3108", good => good[..20]),
        Bytes("the first 100 bytes", "format", "WEIR3108", good => good[..100]),
        Bytes("one half", "format", "WEIR3108", good => good[..(good.Length / 2)]),
        Bytes("all but the last 200 bytes", "format", "WEIR3108", good => good[..^200]),
        Bytes("random bytes", "format", "WEIR3109", _ => [0x00, 0x9D, 0x01, 0xFE, 0x33, 0x80, 0x12, 0x05]),
        Bytes("a static library", "format", "WEIR3109", _ => "!<arch>\nlibprobe.o/"u8.ToArray()),
        Bytes("a program", "format", "WEIR3109", _ => BuiltLibraries.Native(ManifestText.Native(), more: "int main(void) { return 0; }", options: "-no-pie")),
        Bytes("a library of macOS", "platform", "WEIR3112", _ => [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1, 3, 0, 0, 0]),
        Bytes("the wrong architecture", "platform", "WEIR3112", good => Patched(good, 18, 0xB7)),
        Bytes("32 bits", "platform", "WEIR3112", good => Patched(Patched(good, 4, 1), 18, 3)),
        Bytes("no manifest", "manifest", "WEIR3113", _ => BuiltLibraries.Native((JsonObject?)null)),
        Bytes("no entry point", "entry_point", "WEIR3114", _ => BuiltLibraries.Native(ManifestText.Native(), hasEntry: false, more: "int probe;")),
        Bytes("a manifest of more than a megabyte", "manifest", "WEIR3127", _ => BuiltLibraries.Native((JsonObject?)null,
            more: "__attribute__((used, section(\"weir_manifest\"))) static const char big[1200000] = \"{\";")),
        Bytes("a manifest that is not JSON", "manifest", "WEIR3110", _ => BuiltLibraries.Native((JsonObject?)null,
            more: "WEIR_PLUGIN_MANIFEST(\"{\\\"manifest_version\\\": 1,\\n \\\"name\\\" }\");")),
        Edited("an unknown member", "manifest", "WEIR3110", manifest => manifest["surprise"] = true),
        Edited("a name with capitals", "manifest", "WEIR3110", manifest => manifest["name"] = "Probe"),
        Edited("a member of the wrong kind", "manifest", "WEIR3110", manifest => manifest["engine_major"] = "one"),
        Edited("a newer manifest", "manifest", "WEIR3111", manifest => { manifest["manifest_version"] = 2; manifest["news"] = 1; }),
        Edited("the wrong kind", "kind", "WEIR3133", manifest => { manifest["kind"] = "managed"; manifest["entry_type"] = "Probe.ProbePlugin"; }),
        Edited("the wrong ABI major", "abi_major", "WEIR3115", manifest => manifest["abi"]!["major"] = 2),
        Edited("a too new ABI minor", "abi_minor", "WEIR3116", manifest => manifest["abi"]!["minor"] = 7),
        Edited("the wrong engine major", "engine_major", "WEIR3117", manifest => manifest["engine_major"] = 2),
        Edited("the wrong Arrow major", "arrow_major", "WEIR3118", manifest => manifest["arrow_major"] = 3),
        Edited("a reserved capability", "capabilities", "WEIR3121", manifest => manifest["capabilities"]!.AsArray().Add("expr_planners")),
        Edited("a capability without export", "capabilities", "WEIR3122", manifest => manifest["capabilities"]!.AsArray().Add("table_providers")),
        Edited("an export without capability", "capabilities", "WEIR3123", manifest => manifest["planners"] = new JsonArray("probe_planner")),
        Edited("a function twice", "declarations", "WEIR3124", manifest => manifest["functions"]!.AsArray().Add(new JsonObject { ["name"] = "probe_uno", ["kind"] = "scalar" })),
        new("a plugin.json that disagrees", "package_manifest", "WEIR3125", folder => WithPackage(folder, manifest => manifest["version"] = "1.2.4")),
        new("a plugin.json that is damaged", "package_manifest", "WEIR3110", folder =>
        {
            WithPackage(folder, _ => { });
            System.IO.File.WriteAllText(folder["plugin.json"], "{");
        }),
        new("a plugin.json without this platform", "file", "WEIR3126", folder => System.IO.File.WriteAllText(
            folder["plugin.json"], ManifestText.InPackage(ManifestText.Native(), "osx-arm64", "libprobe.dylib"))) { File = "plugin.json" },
        new("a plugin.json whose library is gone", "file", "WEIR3105", folder => System.IO.File.WriteAllText(
            folder["plugin.json"], ManifestText.InPackage(ManifestText.Native(), "linux-x64", Library))) { File = "plugin.json" },
        new("no file", "file", "WEIR3105", _ => { }),
        new("a name that is not allowed", "allowed", "WEIR3131", Good) { Trust = new PluginTrust { AllowedNames = ["other"] } },
        new("a required lock that is absent", "lock", "WEIR3130", Good) { Trust = new PluginTrust { LockMode = PluginLockMode.Required } },
        new("a lock without the plugin", "lock", "WEIR3128", folder => WithLock(folder, PluginLock.Empty)),
        new("a hash that is not in the lock", "lock", "WEIR3128", folder =>
            WithLock(folder, LockOf(new string('0', 64)))),
        new("a lock that is damaged", "lock", "WEIR3129", folder =>
        {
            Good(folder);
            System.IO.File.WriteAllText(folder[PluginLock.FileName], """{"lock_version":1,"plugins":[{"name":"probe"}]}""");
        }),
        Managed("an assembly without manifest", "manifest", "WEIR3113", () => ProbeSource.Build(null)),
        Managed("an assembly that is cut", "format", "WEIR3108", () => ProbeSource.Build(ManifestText.Managed())[..^600]),
        Managed("an entry type that is not there", "entry_point", "WEIR3114", () => ProbeSource.Build(ManifestText.Managed(entryType: "Probe.Absent"))),
        Managed("an assembly for a newer .NET", "runtime", "WEIR3120", () =>
            BuiltLibraries.Managed(ProbeSource.Of(ManifestText.Managed(), framework: ".NETCoreApp,Version=v99.0"), "Probe")),
        Managed("an assembly without the contract", "contract", "WEIR3119", () => BuiltLibraries.Managed("public class Lonely { }", "Probe")),
        new("a newer contract", "contract", "WEIR3119", folder => System.IO.File.WriteAllBytes(folder[Assembly], ProbeSource.Build(ManifestText.Managed())))
        {
            File = Assembly, ContractOfHost = new Version(0, 0, 9, 0),
        },
        new("a dependency that is no assembly", "dependencies", "WEIR3107", folder =>
        {
            byte[] helper = BuiltLibraries.Managed("namespace Help; public static class Helper { public static int One => 1; }", "Helper");
            System.IO.File.WriteAllBytes(folder[Assembly], BuiltLibraries.Managed(
                ProbeSource.Of(ManifestText.Managed(), more: "public class User { public int Use => Help.Helper.One; }"), "Probe", helper));
            System.IO.File.WriteAllText(folder["Helper.dll"], "not an assembly");
        }) { File = Assembly },
    ];

    public Version? ContractOfHost { get; init; }

    /// <summary>Lays the files into a folder and inspects the one that counts.</summary>
    public PluginInspection Inspect(TemporaryFolder folder)
    {
        Lay(folder);
        PluginHostFacts host = ContractOfHost is null ? Host : Host with { Contract = ContractOfHost };
        return new PluginInspector(new DiskPluginFiles(), host, folder.Path, Trust).Inspect(File);
    }

    public override string ToString() => Name;

    private static GateCase Bytes(string name, string check, string code, Func<byte[], byte[]> make) => new(
        name, check, code, folder => System.IO.File.WriteAllBytes(folder[Library], make(BuiltLibraries.Native(ManifestText.Native()))));

    private static GateCase Edited(string name, string check, string code, Action<JsonObject> edit) => Bytes(name, check, code, _ =>
    {
        JsonObject manifest = ManifestText.Native();
        edit(manifest);
        return BuiltLibraries.Native(manifest);
    });

    private static GateCase Managed(string name, string check, string code, Func<byte[]> make) =>
        new(name, check, code, folder => System.IO.File.WriteAllBytes(folder[Assembly], make())) { File = Assembly };

    private static void Good(TemporaryFolder folder) =>
        System.IO.File.WriteAllBytes(folder[Library], BuiltLibraries.Native(ManifestText.Native()));

    private static void WithPackage(TemporaryFolder folder, Action<JsonObject> edit)
    {
        Good(folder);
        JsonObject manifest = ManifestText.Native();
        edit(manifest);
        System.IO.File.WriteAllText(folder["plugin.json"], ManifestText.InPackage(manifest, "linux-x64", Library));
    }

    private static void WithLock(TemporaryFolder folder, PluginLock pluginLock)
    {
        Good(folder);
        System.IO.File.WriteAllText(folder[PluginLock.FileName], PluginJson.Write(pluginLock));
    }

    private static PluginLock LockOf(string sha256) => PluginLock.Empty with
    {
        Plugins =
        [
            new LockedPlugin
            {
                Name = "probe",
                Version = "1.2.3",
                Files = new Dictionary<string, LockedFile>
                {
                    ["linux-x64"] = new() { File = Library, SizeBytes = 1, Sha256 = sha256, ManifestHash = sha256 },
                },
            },
        ],
    };

    private static byte[] Patched(byte[] bytes, int at, byte value)
    {
        byte[] copy = [.. bytes];
        copy[at] = value;
        return copy;
    }

    /// <summary>What people read of a failed check, with the places of this run taken out.</summary>
    public static string Told(PluginInspection inspection, TemporaryFolder folder)
    {
        StringBuilder text = new();
        foreach (PluginCheck check in inspection.Checks.Where(check => check.Verdict == PluginCheckVerdict.Failed))
        {
            string message = check.Message.Replace(folder.Path, "<folder>", StringComparison.Ordinal);
            if (inspection.Sha256 is { } hash)
                message = message.Replace(hash, "<sha256>", StringComparison.Ordinal);
            message = Regex.Replace(message, @"(?<!SHA-)\b\d{2,}\b|(?<=segment |section )\d+", "<n>");
            text.Append(CultureInfo.InvariantCulture, $"  {check.Name} {check.Code}: {message}\n");
        }
        return text.ToString();
    }
}
