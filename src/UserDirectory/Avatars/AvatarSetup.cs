using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Configuration;
using UserDirectory.Database;
using UserDirectory.Housekeeping;
using UserDirectory.Outbox;
using UserDirectory.PersonalData;
using UserDirectory.Roles;

namespace UserDirectory.Avatars;

/// <summary>Registers people's pictures.</summary>
internal static class AvatarSetup
{
    /// <summary>What both hosts do: take pictures in, and read them.</summary>
    public static void AddAvatars(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddValidatedOptions<AvatarOptions>(configuration, AvatarOptions.Section, AvatarOptions.Problem);
        var data = DataDirectory.Of(configuration);
        services.AddSingleton<IAvatarStore>(_ => options.Store is AvatarStoreKind.S3
            ? new S3AvatarStore(options.S3)
            : new FileAvatarStore(Path.GetFullPath(options.Directory is { Length: > 0 } folder ? folder : Path.Combine(data, "avatars"))));
        services.AddSingleton(provider => new PictureInbox(
            Path.Combine(data, "received-pictures"), options.UploadTime, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<PictureInbox>());
        services.AddSingleton<PictureRenderer>();
        services.AddScoped(provider => new UserAvatars(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<IAvatarStore>(), provider.GetRequiredService<PictureRenderer>(),
            provider.GetRequiredService<Escalation>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<UserAvatars>>()));
        services.AddScoped(provider => new AvatarPictures(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<IAvatarStore>(),
            provider.GetRequiredService<ILogger<AvatarPictures>>()));
        services.AddSingleton<IPersonalData, AvatarData>();
    }

    /// <summary>What the provider alone does: delete files that no account has any more.</summary>
    public static void AddAvatarsOfProvider(this IServiceCollection services)
    {
        services.AddSingleton<IOutboxHandler, AvatarFiles>();
        services.AddSingleton<IHousekeepingJob, OrphanedAvatars>();
    }
}
