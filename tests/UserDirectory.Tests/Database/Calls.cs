using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Audit;
using UserDirectory.Registration;

namespace UserDirectory.Tests.Database;

/// <summary>Calls a service as a request does: each in a scope of its own.</summary>
internal static class Calls
{
    public const string Password = "Zx9-ruvy-Quelle";

    private static int _count;

    public static Actor Stranger { get; } = new(null, null, "203.0.113.7", "Test/1.0", "trace-1");

    public static async Task<TResult> CallAsync<TService, TResult>(this DirectoryFixture directory, Func<TService, Task<TResult>> call)
        where TService : notnull
    {
        await using var scope = directory.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static Task<RegistrationOutcome> RegisterAsync(this DirectoryFixture directory, NewUser wanted, Actor? actor = null) =>
        directory.CallAsync<UserRegistration, RegistrationOutcome>(service => service.RegisterAsync(wanted, actor ?? Stranger, CancellationToken.None));

    /// <summary>A new person with <see cref="Password"/>.</summary>
    public static async Task<(Guid Id, string UserName)> RegisteredAsync(this DirectoryFixture directory, params string[] roles)
    {
        var name = NewName();
        var wanted = new NewUser(name, $"{name}@example.com", Password);
        var admin = roles.Length > 0 ? await directory.AdminAsync() : null;
        if (admin is not null) wanted = wanted with { ByAdministrator = true, Roles = roles };
        var created = Assert.IsType<RegistrationOutcome.Created>(await directory.RegisterAsync(wanted, admin));
        return (created.UserId, name);
    }

    public static string NewName() => $"guest{Interlocked.Increment(ref _count)}";

    /// <summary>The demonstration's administrator.</summary>
    public static async Task<Actor> AdminAsync(this DirectoryFixture directory)
    {
        var admin = await directory.CallAsync<UserDirectory.Users.UserProfiles, UserDirectory.Users.UserProfile?>(
            profiles => profiles.FindByIdOrUserNameAsync("admin", CancellationToken.None));
        return Stranger with { UserId = admin!.Id };
    }
}
