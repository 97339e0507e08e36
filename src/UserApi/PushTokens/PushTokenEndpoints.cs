using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.PushTokens;
using UserApi.Requests;
using UserDirectory.PushTokens;

namespace UserApi.PushTokens;

/// <summary>The caller's devices for push messages.</summary>
internal static class PushTokenEndpoints
{
    private const string Absent = "There is no such device.";

    public static void Map(RouteGroupBuilder v1)
    {
        var tokens = v1.MapGroup("/users/push-tokens").RequirePerson();
        tokens.MapRead("", ListAsync).Describe(PushTokenOperations.List);
        tokens.MapPost("", PostAsync).Idempotent().Describe(PushTokenOperations.Register);
        tokens.MapRead("/{id:guid}", GetAsync).Describe(PushTokenOperations.Get);
        tokens.MapDelete("/{id:guid}", DeleteAsync).Describe(PushTokenOperations.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, PushDevices devices, CancellationToken cancellationToken) =>
        ApiResults.Ok<IReadOnlyList<PushTokenResource>>([.. (await devices.ListAsync(Caller.PersonOf(http), cancellationToken)).Select(Show)]);

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, PushDevices devices, CancellationToken cancellationToken) =>
        await devices.FindAsync(Caller.PersonOf(http), id, cancellationToken) is { } device
            ? ShownAnswer.Of(http, Show(device))
            : ApiProblem.NotFound(Absent);

    private static async Task<IResult> PostAsync(HttpContext http, PushDevices devices, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<RegisterPushToken>(out var sent, out var problem)) return problem;
        var keys = sent.Keys is { } given ? new PushKeys(given.P256dh, given.Auth) : null;
        var device = new NewPushDevice(sent.Platform, sent.Token, keys, sent.DeviceName);

        var caller = Caller.Of(http.User)!;
        return await devices.RegisterAsync(caller.UserId!.Value, device, caller.ClientId, Caller.ActorOf(http), cancellationToken) switch
        {
            PushRegistration.Created(var created) =>
                ApiResults.Created($"{http.Request.PathBase}/v1/users/push-tokens/{created.Id}", Show(created), "The device was registered."),
            PushRegistration.Updated(var updated) => ApiResults.Ok(Show(updated), "The device was registered again."),
            PushRegistration.Invalid(var errors) => BrokenRules.ToProblem(errors),
            _ => ApiProblem.NotFound(),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, PushDevices devices, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var person = Caller.PersonOf(http);
        if (version is not null && await devices.FindAsync(person, id, cancellationToken) is { } device && ShownAnswer.Version(Show(device)) != version)
            return ApiProblem.PreconditionFailed();
        return await devices.RemoveAsync(person, id, Caller.ActorOf(http), cancellationToken)
            ? ApiResults.Done("The device is not sent to any more.")
            : ApiProblem.NotFound(Absent);
    }

    private static PushTokenResource Show(PushDevice device) => new()
    {
        Id = device.Id,
        Platform = device.Platform,
        Token = "…" + device.TokenEnd,
        DeviceName = device.DeviceName,
        ClientId = device.ClientId,
        CreatedAt = Moments.AsKept(device.CreatedAt),
        UpdatedAt = Moments.AsKept(device.UpdatedAt),
    };
}
