using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Plugins.Gate;

/// <summary>
/// Reads .NET assemblies by their metadata: the manifest's attribute, the framework, the references, the classes.
/// No assembly is loaded. A Windows library without metadata is only named.
/// </summary>
internal static class PortableExecutableReader
{
    private const string AttributeName = "PluginManifestAttribute", ContractAssembly = "Weir.Contract";

    public static LibraryFacts Read(ReadOnlyMemory<byte> file, string path)
    {
        try
        {
            using PEReader reader = new(ImmutableCollectionsMarshal.AsImmutableArray(file.ToArray()));
            RequireSections(reader.PEHeaders, file.Length, path);
            string machine = Machine(reader.PEHeaders.CoffHeader.Machine);
            if (!reader.HasMetadata)
                return new LibraryFacts { Format = $"PE {machine} library (Windows)", Platform = $"win-{machine}" };
            if (!IsPortable(reader.PEHeaders.CorHeader!))
                return new LibraryFacts { Format = $"PE {machine} assembly with native code (C++/CLI)", Platform = $"win-{machine}" };
            return OfAssembly(reader.GetMetadataReader(), path);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException
            or OverflowException or IndexOutOfRangeException or NotSupportedException or IOException)
        {
            throw PluginGateErrors.FormatUnknown(path, $"a PE file whose headers or metadata are damaged ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void RequireSections(PEHeaders headers, long length, string path)
    {
        foreach (SectionHeader section in headers.SectionHeaders)
        {
            long end = (uint)section.PointerToRawData + (long)(uint)section.SizeOfRawData;
            if (end > length)
                throw PluginGateErrors.Truncated(path, $"section '{section.Name}'", (ulong)end, length);
        }
    }

    // Compiled ahead of time still counts: such images keep all of their IL.
    private static bool IsPortable(CorHeader header) => (header.Flags & (CorFlags.ILOnly | CorFlags.ILLibrary)) != 0;

    private static LibraryFacts OfAssembly(MetadataReader metadata, string path)
    {
        if (!metadata.IsAssembly)
            throw PluginGateErrors.FormatUnknown(path, "a .NET module without an assembly");
        AssemblyDefinition assembly = metadata.GetAssemblyDefinition();
        string? framework = TextOf(metadata, assembly, "TargetFrameworkAttribute", _ => true).FirstOrDefault();
        string[] manifests = [.. TextOf(metadata, assembly, AttributeName, assembly => assembly == ContractAssembly)];
        if (manifests.Length > 1)
            throw PluginGateErrors.FormatUnknown(path, $"an assembly with {manifests.Length} manifests, of which there must be one");
        return new LibraryFacts
        {
            Format = $".NET assembly for {framework ?? "an unnamed framework"}",
            Kind = PluginKind.Managed,
            Platform = PluginPlatform.Any,
            Manifest = manifests is [string text] ? Encoding.UTF8.GetBytes(text) : (ReadOnlyMemory<byte>?)null,
            Assembly = new AssemblyFacts(
                metadata.GetString(assembly.Name),
                framework,
                [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(item => (metadata.GetString(item.Name), item.Version))],
                Types(metadata)),
        };
    }

    private static HashSet<string> Types(MetadataReader metadata)
    {
        HashSet<string> types = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            TypeAttributes visibility = type.Attributes & TypeAttributes.VisibilityMask;
            bool isSeen = visibility is TypeAttributes.Public or TypeAttributes.NotPublic;
            bool isMade = (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0 && type.GetGenericParameters().Count == 0;
            if (isSeen && isMade)
                types.Add(type.Namespace.IsNil ? metadata.GetString(type.Name) : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        }
        return types;
    }

    // The one text argument of the assembly's attributes of a name, declared in an assembly that fits.
    private static IEnumerable<string> TextOf(
        MetadataReader metadata, AssemblyDefinition assembly, string attributeName, Func<string, bool> isDeclaredIn)
    {
        foreach (CustomAttribute attribute in assembly.GetCustomAttributes().Select(metadata.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
                continue;
            EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (parent.Kind != HandleKind.TypeReference)
                continue;
            TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)parent);
            if (metadata.GetString(type.Name) != attributeName || type.ResolutionScope.Kind != HandleKind.AssemblyReference
                || !isDeclaredIn(metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)))
                continue;
            BlobReader value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() == 1 && value.ReadSerializedString() is { } text)
                yield return text;
        }
    }

    private static string Machine(Machine machine) => machine switch
    {
        System.Reflection.PortableExecutable.Machine.Amd64 => "x64",
        System.Reflection.PortableExecutable.Machine.I386 => "x86",
        System.Reflection.PortableExecutable.Machine.Arm64 => "arm64",
        System.Reflection.PortableExecutable.Machine.ArmThumb2 => "arm",
        _ => $"machine-0x{(ushort)machine:x}",
    };
}
